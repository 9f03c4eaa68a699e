"""One file that holds everything, and the way back from it: `archive` is the file, `save` and `restore` the ways."""
