package dev.grapnel.service.x509;

/**
 * One attribute of a distinguished name.
 *
 * @param oid its type in dotted form
 * @param value its text as written; for a value that is no string, {@code #} and its DER in hex
 *     (RFC 4514 section 2.4)
 */
public record NameAttribute(String oid, String value) {}
