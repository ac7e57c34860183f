package org.cardwright.perso.dgi;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.prepare.PreparedApplication;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.DeviceInstructions;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementEncoding;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.MacSection;
import org.cardwright.perso.cps.ModuleHeader;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.jspecify.annotations.Nullable;

/**
 * The arrow from a prepared card to its personalization record: data groupings in the order of the profile, with the transport
 * key directory and the device instructions that follow from them.
 *
 * <p>EMV CPS, section 3 of the record; annex A.
 */
public final class DgiAssembler {

    private final MacSection.Policy macSection;

    /** Without a section 3d. */
    public DgiAssembler() {
        this(MacSection.Policy.NONE);
    }

    /** With what the policy puts into section 3d. */
    public DgiAssembler(MacSection.Policy macSection) {
        this.macSection = macSection;
    }

    /** The record of a card. */
    public CpsRecord record(PreparedCard card) {
        CpsProfile cps = card.profiled().product().cps();
        ModuleHeader header =
                cps.moduleHeader() ? new ModuleHeader(cps.mic(), cps.lccaWidth(), true) : ModuleHeader.ABSENT;
        return new CpsRecord(header, cps.vnl(), ByteString.EMPTY, CpsRecord.STATUS_NONE, List.of(), assemble(card));
    }

    /** One section 3 per application of the card, in the order of the product. */
    public List<CpsApplication> assemble(PreparedCard card) {
        return card.applications().stream()
                .map(application -> application(card, application))
                .toList();
    }

    private CpsApplication application(PreparedCard card, PreparedApplication application) {
        List<Dgi> dgis = new ArrayList<>();
        for (DgiProfile profile : application.profile().dgis()) {
            for (int number : profile.dgis()) {
                dgis.add(new Dgi(new DgiId(number), value(card, application, profile, number)));
            }
        }
        ProcessingStep step = step(application.profile());
        return new CpsApplication(
                application.profile().aid(),
                transportKeys(card.profiled().product().cps(), application.profile()),
                application.profile().owner(),
                List.of(step),
                ByteString.EMPTY,
                dgis,
                codeOver(dgis));
    }

    /** Without a section 3d nobody wants the bytes that it would protect. */
    private ByteString codeOver(List<Dgi> dgis) {
        return macSection == MacSection.Policy.NONE ? ByteString.EMPTY : macSection.over(Dgi.encodeAll(dgis));
    }

    private static ByteString value(
            PreparedCard card, PreparedApplication application, DgiProfile profile, int number) {
        if (profile.secretClass() != SecretClass.CLEAR) {
            return secret(application, number);
        }
        if (profile instanceof DgiProfile.Tlvs tlvs) {
            return encoding(card, application).tlvs(tlvs);
        }
        if (profile instanceof DgiProfile.FileRecord file) {
            return required(application.records().get(file.layout().address()), number);
        }
        if (profile instanceof DgiProfile.Positional positional) {
            return PositionalValue.of(application, positional);
        }
        if (profile instanceof DgiProfile.CheckValues values) {
            return required(application.checkValues().get(values.keys().id()), number);
        }
        return PinCounterValue.of((DgiProfile.PinCounter) profile);
    }

    /** Only what the security module has wrapped can stand in a secret data grouping. */
    private static ByteString secret(PreparedApplication application, int number) {
        return required(application.wrapped().get(number), number);
    }

    private static ByteString required(@Nullable ByteString value, int number) {
        if (value == null) {
            throw new IllegalStateException("DGI " + DgiProfile.text(number) + " was not prepared");
        }
        return value;
    }

    private static ElementEncoding encoding(PreparedCard card, PreparedApplication application) {
        return new ElementEncoding(
                application.profile(), (name, key) -> card.application(name).flatMap(named -> named.value(key)));
    }

    /** Every key with the secret data groupings under it, in the order of the record; a key without any is left out. */
    public static List<TransportKeyEntry> transportKeys(CpsProfile cps, ApplicationProfile application) {
        List<TransportKeyEntry> entries = new ArrayList<>();
        for (CpsProfile.TransportKey key : cps.transportKeys()) {
            List<DgiId> dgis = application.dgis().stream()
                    .filter(dgi -> dgi.secretClass() == key.secretClass())
                    .flatMap(dgi -> ids(dgi.dgis()).stream())
                    .toList();
            if (!dgis.isEmpty()) {
                int cmode = key.cbc() ? TransportKeyEntry.CBC : TransportKeyEntry.ECB;
                entries.add(new TransportKeyEntry(key.tkid(), TransportKeyEntry.TYPE, cmode, dgis));
            }
        }
        return entries;
    }

    /** What the personalizer is told to do for that application. */
    public static ProcessingStep step(ApplicationProfile application) {
        DeviceInstructions device = application.device();
        List<DgiId> secret = application.dgis().stream()
                .filter(dgi -> dgi.secretClass() != SecretClass.CLEAR)
                .flatMap(dgi -> ids(dgi.dgis()).stream())
                .toList();
        ByteString encrypt = device.reencryptSecrets()
                ? ProcessingInstructions.reencrypted(secret, ProcessingInstructions.SKU_DEK_ECB)
                : ByteString.EMPTY;
        ProcessingInstructions pdi = new ProcessingInstructions(
                ProcessingInstructions.dgiList(ids(device.order())),
                ProcessingInstructions.dgiList(ids(device.versionControl())),
                encrypt,
                ProcessingInstructions.dgiList(ids(device.random())),
                ProcessingInstructions.dgiList(ids(device.group())),
                device.securityLevel(),
                device.updateCplc() ? 1 : 0);
        int required = device.required() ? ProcessingStep.REQUIRED : 0;
        return new ProcessingStep(
                ProcessingStep.PERSONALIZE, required, ProcessingStep.DATA_OBJECT, pdi, ByteString.EMPTY);
    }

    private static List<DgiId> ids(List<Integer> numbers) {
        return numbers.stream().map(DgiId::new).toList();
    }
}
