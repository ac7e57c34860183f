package org.cardwright.formats.profile.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tag;

/** The AIP against the data of offline data authentication. EMV 4.4 Book 3, 10.3; Book 2, 5, 6 and 7. */
final class AuthenticationChecks {

    private static final List<String> ISSUER_CHAIN = List.of("8F", "90", "9F32");
    private static final List<String> ICC_CHAIN = List.of("9F46", "9F47");

    private static final Tag PROFILE = Tag.of("82");
    private static final Tag LOCATOR = Tag.of("94");

    private AuthenticationChecks() {}

    static void check(LintContext context) {
        announcedMethods(context);
        answersWithoutRecords(context);
        unusedData(context);
        context.authentication().ifPresent(a -> cardKeys(context, a));
        tagList(context);
        signedRecords(context);
        sharedCertificate(context);
    }

    private static void announcedMethods(LintContext context) {
        for (AuthenticationMethod method : AuthenticationMethod.values()) {
            for (CardInterface on : context.announcing(method)) {
                if (!context.asks(method)) {
                    context.report(
                            LintRule.METHOD_NOT_ASKED, method + " is announced on " + on + " only by the interface");
                }
                List<String> missing = new ArrayList<>(ISSUER_CHAIN);
                missing.addAll(method.needsIccKey() ? ICC_CHAIN : List.of("93"));
                missing.removeIf(tag -> context.reads(tag, on));
                if (!missing.isEmpty()) {
                    context.report(
                            LintRule.METHOD_WITHOUT_DATA, method + " is announced on " + on + " without " + missing);
                }
                remainder(context, on);
            }
        }
        if (!context.announcing(AuthenticationMethod.DDA).isEmpty()) {
            ddol(context);
        }
    }

    /** An answer without a file locator leaves nothing to be authenticated. */
    private static void answersWithoutRecords(LintContext context) {
        for (DgiProfile.Tlvs tlvs : context.dgis(DgiProfile.Tlvs.class)) {
            List<Tag> tags = TagNode.elements(tlvs.tags());
            boolean announces = tlvs.interchangeProfile()
                    .or(() -> context.application().interchangeProfile(tlvs.on()))
                    .filter(aip -> Arrays.stream(AuthenticationMethod.values()).anyMatch(m -> aip.has(m.aipName())))
                    .isPresent();
            if (tags.contains(PROFILE) && !tags.contains(LOCATOR) && announces) {
                context.report(
                        LintRule.METHOD_WITHOUT_DATA,
                        "DGI " + DgiProfile.text(tlvs.dgi()) + " announces a method but no records");
            }
        }
    }

    /** Tag 92: the issuer's modulus does not fit. EMV 4.4 Book 2, 5.1. */
    private static void remainder(LintContext context, CardInterface on) {
        boolean needed = context.authentication()
                .filter(a -> a.certificate().issuerBytes() > a.certificate().authorityBytes() - 36)
                .isPresent();
        if (needed && !context.reads("92", on)) {
            context.report(LintRule.REMAINDER_WITHOUT_PLACE, "92 is needed on " + on);
        }
    }

    private static void ddol(LintContext context) {
        Collection<ByteString> lists = context.placedValues("9F49").values();
        if (lists.isEmpty()) {
            context.report(LintRule.DDOL_MISSING, "without 9F49 a terminal uses a list of its own");
        } else if (!lists.stream().allMatch(list -> DolReading.asksFor(list, "9F37"))) {
            context.report(LintRule.DDOL_WITHOUT_UNPREDICTABLE_NUMBER, "9F49 does not ask for 9F37");
        }
    }

    private static void unusedData(LintContext context) {
        if (context.places("93") && context.announcing(AuthenticationMethod.SDA).isEmpty()) {
            context.report(LintRule.DATA_WITHOUT_METHOD, "93 is placed, but SDA is not announced");
        }
        boolean dynamic = !context.announcing(AuthenticationMethod.DDA).isEmpty()
                || !context.announcing(AuthenticationMethod.CDA).isEmpty();
        if (context.places("9F46") && !dynamic) {
            context.report(LintRule.DATA_WITHOUT_METHOD, "9F46 is placed, but neither DDA nor CDA is announced");
        }
    }

    private static void cardKeys(LintContext context, AuthenticationProfile authentication) {
        int issuerBytes = authentication.certificate().issuerBytes();
        authentication.iccKey().ifPresent(key -> {
            place(context, DgiProfile.CardRsaKey.ICC);
            cardRemainder(context, "9F48", key.bytes() > issuerBytes - 42);
        });
        authentication.pinKey().ifPresent(key -> {
            place(context, DgiProfile.CardRsaKey.PIN_ENCIPHERMENT);
            cardRemainder(context, "9F2F", key.bytes() > issuerBytes - 42);
            if (!context.places("9F2D") || !context.places("9F2E")) {
                context.report(LintRule.METHOD_WITHOUT_DATA, "the PIN encipherment key needs 9F2D and 9F2E");
            }
        });
    }

    private static void place(LintContext context, DgiProfile.CardRsaKey key) {
        if (context.dgis(DgiProfile.RsaParts.class).stream().noneMatch(parts -> parts.key() == key)) {
            context.report(LintRule.KEY_WITHOUT_PLACE, "the private key " + key + " goes nowhere");
        }
    }

    private static void cardRemainder(LintContext context, String tag, boolean needed) {
        if (needed && !context.places(tag)) {
            context.report(LintRule.REMAINDER_WITHOUT_PLACE, tag + " is needed");
        }
    }

    private static void tagList(LintContext context) {
        if (context.places("9F4A")) {
            Collection<ByteString> lists = context.placedValues("9F4A").values();
            if (lists.isEmpty() || !lists.stream().allMatch(list -> list.toHex().equals("82"))) {
                context.report(LintRule.SDA_TAG_LIST_NOT_AIP, "9F4A may name 82 only (Book 3, 10.3)");
            }
        } else if (context.authentication().isPresent()) {
            context.report(LintRule.AIP_NOT_SIGNED, "without 9F4A the AIP can be changed on its way");
        }
    }

    private static void signedRecords(LintContext context) {
        for (CardInterface on : context.interfaces()) {
            boolean methods = Arrays.stream(AuthenticationMethod.values())
                    .anyMatch(method -> context.announcing(method).contains(on));
            boolean signed = !context.signedRecords(on).isEmpty();
            if (methods && !signed) {
                context.report(LintRule.NOTHING_SIGNED, "no signed record is read on " + on);
            }
            if (!methods && signed) {
                context.report(
                        LintRule.SIGNED_WITHOUT_METHOD, "signed records are read on " + on + " without a method");
            }
        }
    }

    /** One certificate covers one set of static data. EMV 4.4 Book 2, 6.1. */
    private static void sharedCertificate(LintContext context) {
        if (context.interfaces().size() < 2) {
            return;
        }
        var contact = context.application().interfaces().get(CardInterface.CONTACT);
        var contactless = context.application().interfaces().get(CardInterface.CONTACTLESS);
        if (contact == null
                || contactless == null
                || contact.methods().isEmpty()
                || contactless.methods().isEmpty()) {
            return;
        }
        boolean sameRecords =
                context.signedRecords(CardInterface.CONTACT).equals(context.signedRecords(CardInterface.CONTACTLESS));
        boolean sameAip = contact.applicationInterchangeProfile().equals(contactless.applicationInterchangeProfile());
        if (!sameRecords || (context.places("9F4A") && !sameAip)) {
            context.report(
                    LintRule.INTERFACES_SIGN_DIFFERENT_DATA,
                    sameRecords ? "the AIP is signed and differs" : "the signed records differ");
        }
    }
}
