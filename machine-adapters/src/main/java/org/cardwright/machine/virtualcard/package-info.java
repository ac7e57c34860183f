/**
 * A card in software: blank, then personalized by STORE DATA as a real one, then a full EMV card.
 *
 * <p>In: command APDUs. Out: response APDUs. It checks what it is given as strictly as its recipe says, and nothing that a real card
 * does not check: a wrong private key makes wrong signatures. Spec: EMV 4.4 Book 1, 11 and 12 (selection), Book 2, 6 to 8
 * (authentication, PIN, cryptograms), Book 3, 6 (commands); EMV CPS (personalization). What the payment systems do not publish (card risk
 * management, card verification results) is a simplification that stands in the recipe and in {@code cvr-*.txt}. Issuer scripts are not
 * there yet.
 *
 * <pre>{@code
 * VirtualCard card = VirtualCard.blank(recipe, aids, new VirtualCard.Surroundings(secrets, new SecureRandom()));
 * new ChipPersonalizer(new InMemoryChannel(card)).run(StoreDataScript.of(application, recipe));
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.virtualcard;

import org.jspecify.annotations.NullMarked;
