package org.cardwright.jobs.secrets;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be read in a log although it is text; everything else may not. Each group says why. */
final class MayShow {

    /** The bureau's own configuration: no card, no key, no person stands in it. Sample data is published. */
    private static final Set<String> OPEN_PACKAGES = Set.of(
            "org.cardwright.formats.profile",
            "org.cardwright.formats.profile.explain",
            "org.cardwright.formats.profile.lint",
            "org.cardwright.formats.xml",
            "org.cardwright.sample");

    private static final String COMPONENTS = """
            # words of a standard, of our own tables and of a record layout
            CertificateTable: source
            CertificateTable.Slot: content
            CodeTable.Entry: name needs meaning
            DataElement: name
            DataGrouping: meaning
            Structure: name
            Structure.Field: name meaning
            CertificateChain.Subject: name
            SignatureStage.KeyOrder: tag
            Ledger.Count: name
            StageTimes.StageTime: stage
            VerificationReport: notChecked
            # published elements of every card of a product: capabilities and risk rules, no secret, no person
            ApplicationInterchangeProfile: value
            ApplicationUsageControl: value
            IssuerActionCode: value
            TerminalVerificationResults: value
            Ibm3624: decimalisation
            ServiceCode: digits
            # names of keys, their check values and attributes in clear head of a key block (X9.143, 4)
            KeyName: label
            Party: name
            KeyCheckValue: value
            KeyBlockHeader: version usage algorithm modeOfUse keyVersion exportability
            KeyBlockHeader.OptionalBlock: id data
            KeyInventory.KeyDescription: algorithm
            ShareSet.Subject: name
            VaultQuorum.Order: home custodians
            VaultStorage.Stamp: file
            TokenCalls.Begun: token operation
            TokenCalls.Running: token operation
            # what is written down of a ceremony: people, check values, no secret
            Transcript.Head: ceremony purpose
            DestructionSearch: findings notChecked
            Transcript.Step: who did
            SignedTranscript: ceremony purpose
            VaultSharing.Forms: home
            SharePaper.Component: key custodian
            Sheet: heading facts rules
            DerivedKey: name
            KeyDerivations.DerivedCheckValue: name
            KeyDiversification.Result: keys
            ImportedCertificates.Broken: detail
            ManifestHead.Key: name usage kcvMethod kcv
            # names of key pools, which batch and record got a pair
            KeyPairStock.Place: pool
            KeyPairs.Known: pool card
            KeyPool.Status: pool
            KeyPoolAccount.Pool: name
            KeyPoolAccount.Relative: pool words
            KeyPoolAccount.Where: pool
            StorageKeys.Wrapped: pool
            # steps of our own
            StepFactory.PlainMode: name
            # what was measured where, and what a night needs
            UnitCosts.Measured: machine product
            CapacityPlan.Resource: name work
            # labels and serial numbers of tokens, labels of their keys, and what a library returned
            TokenSelector: value
            TokenLibrary.Seat: label serial
            TokenHealth: token label serial lastFault
            ModuleCondition.Device: name description lastFault
            ModuleCondition.Trial: operation mechanism result
            ModuleCondition.Shortage: device missing
            TokenKeyName: label id
            TokenKeyInfo: label
            TokenCapabilities.Outcome: result token
            # the range of an issuer, not a card
            Certificates.IssuerCertificateRequest: issuerIdentifier
            IssuerPublicKeyCertificate: issuerIdentifier
            IssuerKeyRequest: issuerIdentifier
            IssuerKeys.Certification: issuerIdentifier
            # layouts and files of payment systems
            ResponseLayout: name source fileName
            CertificateImport.Wanted: name
            ResponseLayout.Slot: content
            IssuerCertificateResponseParser.ResponseFile: name
            # an order reference, which holds no card number (R-202); field, rule and reason quote nothing
            CardApplication: orderReference
            Certificates.IccKeyRequest: cardReference
            Pins.PinTranslationRequest: cardReference
            Pins.NewPinRequest: cardReference
            PreparationResult.Refused: field
            Screened.Rejected: orderReference field detail
            UnreadableRecord: orderReference field
            RejectsFile.Row: orderReference field ruleId reason
            BatchDetails.HeldOrder: orderReference reason
            BatchDetails.RemadeOrder: orderReference request
            ChannelQuality.Rejected: orderReference rule
            CardOrders.Candidate: orderReference
            ProcessedCard.Good: orderReference
            PersoRecord: orderReference
            RecordMac.Unbound: orderReference
            Manifest.RecordEntry: order file
            InclusionProof: batch order
            PersoFileDifference.Difference: order place
            DiscretionaryRules.Place: field
            Finding: file field detail
            # layouts, issuers, products, fonts: configuration of the bureau
            ProductAndSegment: product segment
            ControlTotals: issuer
            DatePattern: pattern
            Envelope: marker
            FieldPlace.Column: name
            FieldPlace.Generated: prefix
            FieldPlace.Given: text
            FieldPlace.Member: path
            FileFaults: fileName
            FileForm.Delimited: delimiter quote
            FileForm.Json: orders
            FileForm.Xml: root order namespace
            IssuerLayout.LayoutIdentity: name issuer issuerCode
            IssuerLayout.RecordShape: marker
            LayoutField: defaultValue constant map
            ValueShape: without absent
            XmlMembers: namespace
            EmbossFont: name replacements
            SurfaceLayout: name
            SurfaceLayout.Font: name characters
            SurfaceLayout.Text: name font
            SurfaceLayout.Topping: foil location field
            Issuer: name layouts
            Settings: database databaseUser recordKey signingKey testSeed
            DatabaseSettings: url
            Installation: layouts pans surfaces
            CpsLayout.Header: status
            CpsLayout.IccData: vnl
            CpsRecord: vnl status
            ModuleHeader: mic
            ChipRecord: section1 vnl surplus
            # readers, commands by their names, status words and data groupings: never what stands in them
            CardEnding: detail
            ChannelOpening.Refused: command
            ChannelOpening.Unexpected: why
            HeadReport: name
            CardOfBatch.Place: batch
            ChipAttempts.Card: batch
            ChipAttempts.ChipAttempt: detail
            ChipAttempts.Chip: keyData number
            ChipAttempts.End: detail
            ChipAttempts.Place: station head run
            ChipAttempts.Work: begunAt endedAt leftAt
            ChipRuns.Group: batch name
            BatchLine.Crew: operator
            ChipKeys: operator names
            KeyAtChips: use version by
            ChipsAhead.Misfit: reason
            WaitingCard: reason
            ChipSheet.Samples: open
            AnswerToReset: pattern
            ChipRuns.Terms: station
            ChipSheet.HeadLine: head
            ChipSheet.RunLine: id station begunAt endedAt ending
            SealedCards: sha256
            LineReport: stopped
            ReaderLineHead: name
            # AID, key identifiers and device instructions of a product
            ExplainedApplication: aid name owner transportKeys steps
            ExplainedElement: tag
            DecompiledApplication: aid
            ExplainedGrouping: id
            # batches, files, groups, acts and persons of the bureau
            DemoSummary.Sealed: issuer
            OrderedProduct: batch order
            BatchExpectations.Applying: surfaces
            BatchExpectations.Made: group label
            GroupFiles: group
            Manifest.FileEntry: path
            ManifestHead: batch issuer layout
            ManifestHead.Profile: name
            SealRequest: positions
            BatchRelease.SealFacts: products
            BatchRelease.Verdict: finding
            Inspection: findings
            Media.Medium: container issuer manifest
            Media.File: name sha256
            Media.Replay: before
            MediumManifest: issuer
            MediumManifest.Entry: name
            Inspection.RefusedChannel: rule
            CardPlan: product group
            BatchDefinition.ReleaseSheet: batch issuer keys
            BatchDefinitions.Question: issuer
            BatchDefinitions.Before: layout keys
            SealedBatch.Known: keys
            BatchJob.Assignment: issuer
            BatchOutcome: batch message request
            BatchRequest: issuer
            BatchRunner.Ending: message request
            FirstArticleProof: batch issuer request proof
            FirstArticleProof.Card: group
            IdentityPart: kind name value
            AccountedCards.AccountedCard: product group
            ApprovalRequest: id batch subject requestedBy reason approvedBy
            ApprovalRequest.Subject: batch order
            Attempt: request
            Audit.Act: operator resource reason
            Audit.Terms: origin
            OperatorRegister.Row: seal
            AuditChain.Link: previousHash hash
            AuditHead: hash
            SignedAuditHead.Statement: key
            AuditEntry: operator origin resource reason
            BatchDetails.Source: layout
            BatchDetails.StepAccount: step
            # parts of a batch, who works on them, and the numbers that a message holds; a failure quotes nothing
            BatchPartition: worker
            BatchPartition.Failure: kind message
            BatchPartition.Hold: batch token worker
            BatchPartition.Piece: sha256
            PartitionMaking.Terms: worker
            Partitioning.Broker: queue user
            BrokerSettings: queue
            BrokerSettings.Address: host
            BatchRegister.Entry: batch issuer layout
            BatchRegister.Used: batch
            BatchSummary: batch issuer
            KeyAct: subject hash
            KeyActJournal.Intent: who reason
            KeyActs.Proposal: reason
            KeyActs.Disbelief: subject reason
            KeyUses.Use: product
            KeyUses.Exchanged: batch
            KeyUses.Dependent: batch issuer
            KeyUses.DependentOrder: orderReference product
            KeyPermission: requestedBy reason approvedBy
            Operator: id addedBy
            Operators.Second: first resource
            AuditSegment: sha256 key
            AuditSegment.Extent: previousHash hash
            OperatorLogin: operator
            ProfileRelease: requestedBy reason approvedBy witnessedBy
            ProfileVersion: issuer product hash
            Position: numbers
            Run: batch token
            Segment: name
            # chips and their applets: configuration; labels of applications; how a test of a card went, without any of its data
            ChipRecipe: chip
            AppletRecipe: id
            Candidate: label
            HostAnswer: code
            TransactionResult: reason steps
            # names of members; a value that may be anything is judged where its type is declared
            JsonObject: members
            Recovery.Recovered: content
            """;

    private MayShow() {}

    static boolean isOpen(Class<?> type) {
        return OPEN_PACKAGES.contains(type.getPackageName());
    }

    /** {@code Type.component} of all lines. */
    static Set<String> components() {
        return (COMPONENTS + MayShowAtMachines.COMPONENTS + MayShowOfDrops.COMPONENTS)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(MayShow::components)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> components(String line) {
        int colon = line.indexOf(':');
        return Stream.of(line.substring(colon + 2).split(" ", -1))
                .map(component -> line.substring(0, colon) + "." + component);
    }

    /**
     * Types that cannot be made of canaries: they show a CardApplication, which is looked at, a layout's name and issuer, and a
     * product with a number.
     */
    static Set<String> unmade() {
        return Set.of("PreparedCard", "IssuerLayout", "ApprovedComparison.Nearest");
    }

    /** {@code Outer.Inner} without its package. */
    static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
