package dev.grapnel.service.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a process brings along: time, chance and its environment, all read in {@code main} alone.
 *
 * @param nanoTime a ticker, as {@link System#nanoTime}
 */
public record Surroundings(
    InstantSource clock,
    LongSupplier nanoTime,
    SecureRandom random,
    Map<String, String> environment) {}
