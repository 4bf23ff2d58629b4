/**
 * Subjects: which certificates have asked for sessions, and when. {@link
 * dev.grapnel.service.registry.subject.SubjectRecorder} takes note of each on the request path
 * without waiting for the store, and writes them in batches behind it; {@link
 * dev.grapnel.service.registry.subject.Subjects} reads them. They are an inventory, not an audit
 * trail: what was noted within the last second before a crash may be missing.
 */
@NullMarked
package dev.grapnel.service.registry.subject;

import org.jspecify.annotations.NullMarked;
