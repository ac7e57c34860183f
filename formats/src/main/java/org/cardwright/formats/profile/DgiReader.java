package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.profile.xml.CheckValuesType;
import org.cardwright.formats.profile.xml.DgisType;
import org.cardwright.formats.profile.xml.FciType;
import org.cardwright.formats.profile.xml.GpoType;
import org.cardwright.formats.profile.xml.IssuerSecretType;
import org.cardwright.formats.profile.xml.KeysType;
import org.cardwright.formats.profile.xml.PinCounterType;
import org.cardwright.formats.profile.xml.PinType;
import org.cardwright.formats.profile.xml.PositionalType;
import org.cardwright.formats.profile.xml.RecordsType;
import org.cardwright.formats.profile.xml.RsaPartsType;
import org.cardwright.formats.profile.xml.TlvDgiType;
import org.jspecify.annotations.Nullable;

/** Reads the list of data groupings of an application. */
final class DgiReader {

    private static final String GPO_CONTENT = "82 94";

    private final ProfileDocument document;
    private final ElementReader elementReader;
    private final Parts parts;

    /** What the data groupings of an application are made of. */
    record Parts(
            Map<CardInterface, InterfaceProfile> interfaces,
            Map<ElementKey, ElementSource> elements,
            List<RecordLayout> records,
            List<CardKeyProfile> cardKeys,
            OptionalInt pinTries) {}

    DgiReader(ProfileDocument document, Parts parts) {
        this.document = document;
        this.elementReader = new ElementReader(document);
        this.parts = parts;
    }

    List<DgiProfile> read(DgisType list) {
        List<DgiProfile> dgis = new ArrayList<>();
        for (Object entry : list.getFciOrGpoOrRecords()) {
            if (entry instanceof RecordsType records) {
                dgis.addAll(records(records));
            } else {
                dgis.add(dgi(entry));
            }
        }
        return dgis;
    }

    private DgiProfile dgi(Object content) {
        if (content instanceof FciType fci) {
            DgiProfile.Wrap wrap = fci.getWrap().equals("6F") ? DgiProfile.Wrap.FCI : DgiProfile.Wrap.FCI_PROPRIETARY;
            return new DgiProfile.Tlvs(
                    number(fci.getDgi()),
                    CardInterface.valueOf(fci.getInterface()),
                    wrap,
                    tags(fci, fci.getValue()),
                    Optional.empty());
        }
        if (content instanceof GpoType gpo) {
            CardInterface on = CardInterface.valueOf(gpo.getInterface());
            String text = gpo.getValue().isBlank() ? GPO_CONTENT : gpo.getValue();
            return new DgiProfile.Tlvs(
                    number(gpo.getDgi()), on, DgiProfile.Wrap.NONE, tags(gpo, text), interchangeProfile(gpo, on));
        }
        if (content instanceof TlvDgiType tlv) {
            return new DgiProfile.Tlvs(
                    number(tlv.getDgi()),
                    CardInterface.valueOf(tlv.getInterface()),
                    DgiProfile.Wrap.NONE,
                    tags(tlv, tlv.getValue()),
                    Optional.empty());
        }
        if (content instanceof PositionalType positional) {
            return positional(positional);
        }
        return keyOrPin(content);
    }

    /** The AIP of the interface, but with the methods that this answer announces. */
    private Optional<ApplicationInterchangeProfile> interchangeProfile(GpoType gpo, CardInterface on) {
        if (gpo.getMethods().isEmpty()) {
            return Optional.empty();
        }
        InterfaceProfile usual = parts.interfaces().get(on);
        if (usual == null) {
            throw document.error(gpo, "the application has no interface " + on);
        }
        return Optional.of(usual.announcing(AuthenticationMethod.announced(gpo.getMethods()))
                .applicationInterchangeProfile());
    }

    private DgiProfile keyOrPin(Object content) {
        if (content instanceof KeysType keys) {
            return new DgiProfile.Keys(
                    number(keys.getDgi()), cardKeys(keys, keys.getKeys()), secret(keys, keys.getClazz()));
        }
        if (content instanceof CheckValuesType values) {
            return new DgiProfile.CheckValues(number(values.getDgi()), cardKeys(values, values.getKeys()));
        }
        if (content instanceof PinType pin) {
            return new DgiProfile.Pin(
                    number(pin.getDgi()), PinBlockFormat.valueOf(pin.getFormat()), secret(pin, pin.getClazz()));
        }
        if (content instanceof PinCounterType counter) {
            int tries = parts.pinTries().orElseThrow(() -> document.error(counter, "no risk parameter pin-tries"));
            return new DgiProfile.PinCounter(
                    number(counter.getDgi()), DgiProfile.PinCounterCoding.valueOf(counter.getCoding()), tries);
        }
        if (content instanceof RsaPartsType rsa) {
            List<Integer> numbers =
                    rsa.getDgis().stream().map(DgiReader::number).toList();
            return new DgiProfile.RsaParts(
                    numbers, DgiProfile.CardRsaKey.valueOf(rsa.getKey()), secret(rsa, rsa.getClazz()));
        }
        if (content instanceof IssuerSecretType issuer) {
            return new DgiProfile.IssuerSecret(
                    number(issuer.getDgi()), issuer.getField(), secret(issuer, issuer.getClazz()));
        }
        throw new IllegalStateException("the schema allows a data grouping that nobody reads");
    }

    private DgiProfile positional(PositionalType positional) {
        CardInterface on = CardInterface.valueOf(positional.getInterface());
        List<DgiProfile.PositionalField> fields = new ArrayList<>();
        for (PositionalType.Field field : positional.getField()) {
            String name = field.getName() != null ? field.getName() : field.getTag();
            if (name == null) {
                throw document.error(field, "a field has a tag or a name");
            }
            ElementSource source = elementReader.source(field, on, parts.elements());
            if (source instanceof ElementSource.FromOrder
                    && field.getLength() == null
                    && positional.getTotal() != null) {
                throw document.error(field, "a field from the order needs its length where the whole has one");
            }
            fields.add(new DgiProfile.PositionalField(name, optional(field.getLength()), source));
        }
        String title = positional.getTitle() == null ? "" : positional.getTitle();
        return new DgiProfile.Positional(
                number(positional.getDgi()), title, on, fields, optional(positional.getTotal()));
    }

    private List<DgiProfile> records(RecordsType records) {
        List<DgiProfile> found = parts.records().stream()
                .filter(layout -> records.getSfi().isEmpty()
                        || records.getSfi().contains(layout.address().sfi()))
                .<DgiProfile>map(DgiProfile.FileRecord::new)
                .toList();
        if (found.isEmpty()) {
            throw document.error(records, "there are no such records");
        }
        return found;
    }

    List<TagNode> tags(Object element, String text) {
        try {
            List<TagNode> nodes = TagListParser.parse(text);
            if (nodes.isEmpty()) {
                throw document.error(element, "no tags");
            }
            return nodes;
        } catch (IllegalArgumentException wrong) {
            throw document.error(element, String.valueOf(wrong.getMessage()));
        }
    }

    private CardKeyProfile cardKeys(Object element, String id) {
        return parts.cardKeys().stream()
                .filter(keys -> keys.id().equals(id))
                .findFirst()
                .orElseThrow(() -> document.error(element, "no card-keys " + id));
    }

    /** A secret in clear is impossible whatever a profile says. */
    private SecretClass secret(Object element, String name) {
        SecretClass secretClass = SecretClass.valueOf(name);
        if (secretClass == SecretClass.CLEAR) {
            throw document.error(element, "a secret cannot be CLEAR");
        }
        return secretClass;
    }

    static int number(String dgi) {
        return HexFormat.fromHexDigits(dgi);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
