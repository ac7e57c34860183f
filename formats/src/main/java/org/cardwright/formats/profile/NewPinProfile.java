package org.cardwright.formats.profile;

/**
 * How cards get PINs that their issuer does not send.
 *
 * @param source how the security module comes to them
 * @param storageKey key under which the module keeps a PIN from the moment it was made until its card is prepared
 */
public record NewPinProfile(PinSource source, KeyReference storageKey) {}
