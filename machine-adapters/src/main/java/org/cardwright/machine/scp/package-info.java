/**
 * Secure channels to cards, from the personalizer's side; all keys stay in the security module.
 *
 * <p>In: a channel to a card and the key sets of its lot. Out: a channel that protects commands and checks answers, or why there is
 * none. Spec: GlobalPlatform Card Specification 2.3.1, annex E (SCP02); Amendment D 1.2 (SCP03).
 *
 * <pre>{@code
 * ChannelOpening opening = new SecureChannelOpener(module.cardChannels(), keySets, random).open(card, policy, level);
 * if (opening instanceof ChannelOpening.Opened opened) {
 *     opened.channel().transmit(storeData);
 * }
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.scp;

import org.jspecify.annotations.NullMarked;
