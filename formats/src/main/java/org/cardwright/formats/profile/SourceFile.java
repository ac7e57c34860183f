package org.cardwright.formats.profile;

import org.cardwright.formats.bytes.ByteString;

/**
 * A file that decided something about a product.
 *
 * @param kind product, risk, bins, chip or certificate
 * @param name name of the file without its directory
 * @param hash SHA-256 of its bytes
 */
public record SourceFile(String kind, String name, ByteString hash) {}
