"""Writes a section of a shared credentials file so many times, as another program does that keeps to the agent's lock:
locked_writer.py FILE SECTION ROUNDS. The lock is a POSIX one on FILE.lock; the file is replaced, never rewritten in place."""

import fcntl
import os
import sys

path, section, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
for number in range(rounds):
    with open(path + ".lock", "a") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        with open(path) as file:
            text = file.read()
        kept, skipping = [], False
        for line in text.splitlines(keepends=True):
            if line.startswith("["):
                skipping = line.strip() == f"[{section}]"
            if not skipping:
                kept.append(line)
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "w") as file:
            file.write("".join(kept) + f"[{section}]\nnumber = {number}\n")
        os.chmod(temporary, 0o600)
        os.rename(temporary, path)
