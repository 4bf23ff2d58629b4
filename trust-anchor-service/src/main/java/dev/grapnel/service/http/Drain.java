package dev.grapnel.service.http;

/** The event that tells a connection to finish what it has and take nothing new. */
enum Drain {
  NOW
}
