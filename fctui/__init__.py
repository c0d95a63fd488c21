"""The program: the command line (`cli`), the `app`, its demonstration (`demo`) in a made-up `borough`."""
