"""Runs a program that has a terminal, though its standard streams are pipes, and types a line when it asks for one:
at_a_terminal.py TYPED PROGRAM ... Prints the terminal's text as JSON, then the program's output."""

import json
import os
import pty
import signal
import sys
import threading

typed, program = sys.argv[1], sys.argv[2:]
signal.alarm(120)
out_read, out_write = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    os.set_inheritable(os.dup(0), True)  # while nobody has a terminal open, its other end reads as closed
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out_write, 1)
    os.dup2(out_write, 2)
    os.close(out_read)
    os.close(out_write)
    os.execvp(program[0], program)
os.close(out_write)
shown = bytearray()


def sit_at_the_terminal():
    answered = False
    while True:
        try:
            shown.extend(os.read(terminal, 1))
        except OSError:
            return  # the program has ended
        if shown.endswith(b": ") and not answered:
            answered = True
            os.write(terminal, typed.encode() + b"\n")


threading.Thread(target=sit_at_the_terminal, daemon=True).start()
with os.fdopen(out_read, "rb") as pipe:
    output = pipe.read()
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps(shown.decode()))
sys.stdout.write(output.decode())
sys.exit(status)
