/**
 * What issuers send, in whatever form, as records of text by canonical field name.
 *
 * <p>In: a file and an {@code IssuerLayout} (data: XML checked against {@code issuer-layout.xsd}). Out: {@code
 * IssuerRecord}s one by one, in bounded memory, and the control totals of the file. A bad record is a value, a bad file a
 * {@code MalformedFileException}; neither quotes content.
 */
@NullMarked
package org.cardwright.formats.issuer;

import org.jspecify.annotations.NullMarked;
