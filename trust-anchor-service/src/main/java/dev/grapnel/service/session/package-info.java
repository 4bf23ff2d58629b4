/**
 * CreateSession: {@link dev.grapnel.service.session.CreateSession} runs the stages in order, and
 * {@link dev.grapnel.service.session.SessionAudit} keeps what came of it before anybody is told.
 */
@NullMarked
package dev.grapnel.service.session;

import org.jspecify.annotations.NullMarked;
