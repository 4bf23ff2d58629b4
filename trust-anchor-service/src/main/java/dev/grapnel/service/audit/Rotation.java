package dev.grapnel.service.audit;

import java.time.Duration;

/** When a trail's file is followed by the next. */
record Rotation(long bytes, Duration age) {}
