package org.cardwright.formats.card;

/**
 * What an order asks for, before anyone knows whether it exists.
 *
 * @param product name of a product profile
 * @param segment customer segment, empty for the product's defaults
 */
public record ProductAndSegment(String product, String segment) {}
