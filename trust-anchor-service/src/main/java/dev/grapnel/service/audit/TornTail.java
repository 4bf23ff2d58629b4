package dev.grapnel.service.audit;

/**
 * What a crash left behind the last whole record.
 *
 * @param bytes how many
 * @param sha256 of them, in hex
 */
record TornTail(long bytes, String sha256) {}
