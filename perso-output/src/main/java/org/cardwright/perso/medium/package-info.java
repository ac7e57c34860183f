/**
 * What is inside the container in which an issuer's files travel: a ZIP archive that begins with a manifest.
 *
 * <p>In: files of orders, or the opened container. Out: the archive, or the files with everything the manifest says of them checked.
 * Spec: RFC 8259 (manifest), FIPS 180-4 (hashes); the archive is read entry by entry, never by its directory.
 */
@NullMarked
package org.cardwright.perso.medium;

import org.jspecify.annotations.NullMarked;
