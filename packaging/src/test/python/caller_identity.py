"""Prints the ARN that boto3 gets for the profile named on the command line."""

import sys

import boto3

print(boto3.Session(profile_name=sys.argv[1]).client("sts").get_caller_identity()["Arn"])
