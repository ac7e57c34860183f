package org.cardwright.pipeline.launch;

import java.nio.file.Path;

/**
 * What {@code cardwright prepare} asks for.
 *
 * @param export the issuer's file
 * @param issuer configured name of the issuer
 * @param outputParent directory in which the sealed batch will stand under the first 16 digits of its identity
 */
public record BatchRequest(Path export, String issuer, Path outputParent) {}
