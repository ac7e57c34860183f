/**
 * A terminal and the host behind it: a transaction with a card, step by step as the book describes it.
 *
 * <p>In: a card channel, an amount, a PIN. Out: a {@link org.cardwright.machine.terminal.TransactionResult} with every bit of TVR, TSI and
 * CVM results. A subset that is complete for contact cards with RSA: selection, SDA, DDA and CDA, restrictions, cardholder verification,
 * risk management, action analysis, online with issuer authentication. Not there: issuer scripts, biometrics, XDA, contactless kernels.
 * Spec: EMV 4.4 Book 1, 12; Book 2, 5 to 8; Book 3, 10; Book 4, 6.
 *
 * <pre>{@code
 * EmvTerminal terminal = new EmvTerminal(TerminalProfile.test(today), caKeys, host, new SecureRandom());
 * TransactionResult result = terminal.run(card, Transaction.purchase(4200), PinPad.entering("1234"));
 * }</pre>
 */
@NullMarked
package org.cardwright.machine.terminal;

import org.jspecify.annotations.NullMarked;
