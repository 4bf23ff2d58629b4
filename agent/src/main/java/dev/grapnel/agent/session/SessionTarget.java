package dev.grapnel.agent.session;

import dev.grapnel.protocol.session.CreateSessionRequest;

/**
 * Which session is asked for, and where.
 *
 * @param region of the signature's scope
 */
public record SessionTarget(Endpoint endpoint, String region, CreateSessionRequest request) {}
