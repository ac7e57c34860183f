package org.cardwright.formats.profile;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;

/** Offline data authentication. EMV 4.4 Book 2, 5 and 6; bits of the AIP: Book 3, annex C1, Table 41. */
public enum AuthenticationMethod {
    /** Static. */
    SDA(ApplicationInterchangeProfile.SDA_SUPPORTED),
    /** Dynamic, by INTERNAL AUTHENTICATE. */
    DDA(ApplicationInterchangeProfile.DDA_SUPPORTED),
    /** Dynamic, combined with the application cryptogram. */
    CDA(ApplicationInterchangeProfile.CDA_SUPPORTED);

    private final String aipName;

    AuthenticationMethod(String aipName) {
        this.aipName = aipName;
    }

    /** Name of its bit in the AIP. */
    public String aipName() {
        return aipName;
    }

    /** True when the card needs an RSA key of its own. */
    public boolean needsIccKey() {
        return this != SDA;
    }

    /** What {@code NONE} or a list of names in a profile means. */
    static Set<AuthenticationMethod> announced(List<String> names) {
        Set<AuthenticationMethod> methods = EnumSet.noneOf(AuthenticationMethod.class);
        names.stream().filter(name -> !name.equals("NONE")).forEach(name -> methods.add(valueOf(name)));
        return methods;
    }
}
