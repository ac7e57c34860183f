package org.cardwright.pipeline.launch;

/**
 * One thing that applies to a batch and therefore is part of what it is.
 *
 * @param kind {@code layout}, {@code profile}, {@code key} and so on
 * @param name name and version
 * @param value hash of the content, or key check value
 */
public record IdentityPart(String kind, String name, String value) implements Comparable<IdentityPart> {

    @Override
    public int compareTo(IdentityPart other) {
        int byKind = kind.compareTo(other.kind);
        int byName = byKind != 0 ? byKind : name.compareTo(other.name);
        return byName != 0 ? byName : value.compareTo(other.value);
    }
}
