/**
 * The REST-JSON protocol, whatever the operations are: routes with labels, strict JSON in, JSON
 * out.
 *
 * <p>Reading is strict about what the model says (types, lengths, patterns, list sizes; a member
 * twice) and takes no notice of members that it does not know. The first fault found is the one
 * that is told.
 */
@NullMarked
package dev.grapnel.service.api.rest;

import org.jspecify.annotations.NullMarked;
