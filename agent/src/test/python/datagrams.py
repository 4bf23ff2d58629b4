"""Prints each datagram that comes to the Unix socket named on the command line, its lines joined by spaces."""

import socket
import sys

server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
server.bind(sys.argv[1])
print("bound", flush=True)
while True:
    print(server.recv(65536).decode().replace("\n", " "), flush=True)
