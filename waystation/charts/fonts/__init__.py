"""The project's fonts, the table of their widths, and the script that builds both."""
