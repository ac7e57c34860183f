package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.PROFILE;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.DeviceInstructions;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.perso.verify.ChipApplication.Entry;
import org.cardwright.perso.verify.ChipApplication.Step;

/** Everything of a record that is not a data grouping against the product: EMV CPS, personalization record. */
final class HeaderRules {

    /** Type of an ENC entry: re-encryption under SKUdek in ECB mode. */
    private static final String SKU_DEK_ECB = "11";

    private final CpsProfile cps;
    private final Findings findings;

    HeaderRules(CpsProfile cps, Findings findings) {
        this.cps = cps;
        this.findings = findings;
    }

    /** Module identifier code, length, version, and no field that a fresh record does not have. */
    void check(ChipRecord record) {
        String section1 = cps.moduleHeader() ? cps.mic() + digits(record.bytesBehindSection1(), cps.lccaWidth()) : "";
        findings.require(record.section1().equals(section1), PROFILE, "MIC, LCCA", "module header differs");
        findings.require(record.vnl().equals(cps.vnl()), PROFILE, "VNL", "version differs");
        record.surplus().forEach(field -> findings.add(PROFILE, field, "not in the product"));
    }

    private static String digits(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** Section 3a: who encrypted what under which key, owner, and the one processing step. */
    void check(ApplicationProfile profile, ChipApplication application) {
        findings.require(application.directory().equals(directory(profile)), PROFILE, "3a.1", "transport keys differ");
        findings.require(application.owner().equals(profile.owner()), PROFILE, "IDowner", "another owner");
        findings.require(
                application.steps().equals(List.of(step(profile))), PROFILE, "3a.2", "device instructions differ");
    }

    private List<Entry> directory(ApplicationProfile profile) {
        List<Entry> entries = new ArrayList<>();
        for (CpsProfile.TransportKey key : cps.transportKeys()) {
            List<Integer> dgis = profile.dgis().stream()
                    .filter(dgi -> dgi.secretClass() == key.secretClass())
                    .flatMap(dgi -> dgi.dgis().stream())
                    .toList();
            if (!dgis.isEmpty()) {
                entries.add(new Entry(key.tkid(), key.cbc() ? 0x10 : 0x11, dgis));
            }
        }
        return entries;
    }

    private static Step step(ApplicationProfile profile) {
        DeviceInstructions device = profile.device();
        List<Integer> secrets = profile.dgis().stream()
                .filter(dgi -> dgi.secretClass() != SecretClass.CLEAR)
                .map(DgiProfile::dgis)
                .flatMap(List::stream)
                .toList();
        List<ByteString> lists = List.of(
                list(device.order(), ""),
                list(device.versionControl(), ""),
                device.reencryptSecrets() ? list(secrets, SKU_DEK_ECB) : ByteString.EMPTY,
                list(device.random(), ""),
                list(device.group(), ""));
        return new Step(
                List.of(0x0F, device.required() ? 1 : 0, 0xEF, device.securityLevel(), device.updateCplc() ? 1 : 0),
                lists);
    }

    private static ByteString list(List<Integer> dgis, String type) {
        return ByteString.fromHex(String.join(
                "", dgis.stream().map(dgi -> RecordReading.name(dgi) + type).toList()));
    }
}
