"""The embedded AWS: builds what goes to AWS, brings it onto an emulator, and runs it there."""
