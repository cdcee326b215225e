"""The embedded AWS: what goes to AWS is built, brought onto the emulator, and run there."""
