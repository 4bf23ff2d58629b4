/**
 * Makes the installable forms of Grapnel out of the modules' jars: a runnable tree with a launcher
 * and a folder of jars for each program. It runs in the build, on the build's JDK, and ships
 * nowhere. The same inputs give the same bytes: names are sorted and modification times are the
 * build's {@code project.build.outputTimestamp}.
 */
@NullMarked
package dev.grapnel.packaging;

import org.jspecify.annotations.NullMarked;
