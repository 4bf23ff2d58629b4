/**
 * Copies of the audit trail for other systems: each record, once it is on the disk, is also handed
 * to syslog (RFC 5424), an OpenTelemetry collector (OTLP) or standard output. {@link
 * dev.grapnel.service.audit.copy.AuditCopies} takes them without ever waiting; each destination has
 * a bounded queue and a thread of its own, and what it does not take in time is dropped and
 * counted. The trail itself stays whole.
 */
@NullMarked
package dev.grapnel.service.audit.copy;

import org.jspecify.annotations.NullMarked;
