/**
 * Public keys and signatures: which keys are acceptable, and who does the arithmetic.
 *
 * <p>A {@link dev.grapnel.service.crypto.VerificationKey} is made from a SubjectPublicKeyInfo after
 * the key rules have passed, so that a hostile key costs no arithmetic. A {@link
 * dev.grapnel.service.crypto.VerificationProvider} checks signatures with the fastest provider that
 * loads; each provider gives the same answers, since the encodings are checked here and not left to
 * them. This package imports no stage; whoever verifies something may use it.
 */
@NullMarked
package dev.grapnel.service.crypto;

import org.jspecify.annotations.NullMarked;
