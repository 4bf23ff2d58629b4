/**
 * The first stage of CreateSession: does the sender hold the key of the certificate it shows?
 *
 * <p>{@link dev.grapnel.service.signature.SignedRequest#read} takes a request apart and checks what
 * can be checked without a clock or arithmetic; {@link
 * dev.grapnel.service.signature.ProofOfPossession#prove} checks scope, freshness, key and signature
 * and makes a {@link dev.grapnel.service.signature.ProvenCaller}, which nobody else can make. What
 * a proven caller's certificate is worth is the next stage's question: here it may be expired, or
 * issued by anyone.
 */
@NullMarked
package dev.grapnel.service.signature;

import org.jspecify.annotations.NullMarked;
