package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;

/**
 * What the application does on one interface, as far as the AIP tells it.
 *
 * <p>EMV 4.4 Book 3, annex C1, Table 41.
 *
 * @param methods offline data authentication that is announced
 * @param cardholderVerification true when there is a CVM list to read
 * @param terminalRiskManagement true when terminal risk management is to be performed
 * @param issuerAuthentication true when EXTERNAL AUTHENTICATE is supported
 * @param contactlessBit true to set bit 8 of the second byte: EMV mode (M/Chip) or magnetic stripe mode (Visa)
 */
public record InterfaceProfile(
        Set<AuthenticationMethod> methods,
        boolean cardholderVerification,
        boolean terminalRiskManagement,
        boolean issuerAuthentication,
        boolean contactlessBit) {

    /** Copies the set. */
    public InterfaceProfile {
        methods = Set.copyOf(methods);
    }

    /** The same interface announcing other methods. */
    InterfaceProfile announcing(Set<AuthenticationMethod> others) {
        return new InterfaceProfile(
                others, cardholderVerification, terminalRiskManagement, issuerAuthentication, contactlessBit);
    }

    /** Tag 82. */
    public ApplicationInterchangeProfile applicationInterchangeProfile() {
        List<String> bits = new ArrayList<>(
                methods.stream().map(AuthenticationMethod::aipName).toList());
        if (cardholderVerification) {
            bits.add(ApplicationInterchangeProfile.CARDHOLDER_VERIFICATION_SUPPORTED);
        }
        if (terminalRiskManagement) {
            bits.add(ApplicationInterchangeProfile.TERMINAL_RISK_MANAGEMENT);
        }
        if (issuerAuthentication) {
            bits.add(ApplicationInterchangeProfile.ISSUER_AUTHENTICATION_SUPPORTED);
        }
        if (contactlessBit) {
            bits.add("contactless-emv-mode");
        }
        return ApplicationInterchangeProfile.of(bits);
    }
}
