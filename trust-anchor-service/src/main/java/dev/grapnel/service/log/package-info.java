/**
 * The process's own messages: on standard error, one line each, as text or as JSON, with whatever
 * strangers wrote into them escaped. Set up in code, because reading a logging configuration file
 * costs a tenth of the start.
 */
@NullMarked
package dev.grapnel.service.log;

import org.jspecify.annotations.NullMarked;
