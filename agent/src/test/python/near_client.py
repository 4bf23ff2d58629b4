"""Connects to a port of the loopback interface, taking packets only that may travel so many hops more:
near_client.py PORT HOPS. Exits with 0 if that works."""

import socket
import sys

IP_MINTTL = 21
client = socket.socket()
client.setsockopt(socket.IPPROTO_IP, IP_MINTTL, int(sys.argv[2]))
client.settimeout(3)
client.connect(("127.0.0.1", int(sys.argv[1])))
client.sendall(b"PUT /latest/api/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
sys.exit(0 if client.recv(100).startswith(b"HTTP/1.1 200") else 1)
