namespace Isop.Core.Register;

/// <summary>Gives the cells their meaning, row by row: what a single row can tell.</summary>
internal static class RegisterParser
{
    private const int CodeLength = 20;
    private const int NaamLength = 200;

    public static RegisterDraft Parse(RegisterTables tables, List<RegisterFault> faults)
    {
        IReadOnlyList<Draft<T>>? Rows<T>(RegisterSheet sheet, Func<RowFields, T> parse)
        {
            var table = tables.Find(sheet.Name);
            return table?.Rows.Select(r => new RowFields(table, r, faults)).Select(f => new Draft<T>(f, parse(f))).ToList();
        }

        return new RegisterDraft
        {
            Besturen = Rows(RegisterSheet.Besturen, f => new Bestuur(f.Text("code", CodeLength), f.Text("naam", NaamLength))),
            Organisaties = Rows(RegisterSheet.Organisaties, ParseOrganisatie),
            Personen = Rows(RegisterSheet.Personen, ParsePersoon),
            Rollen = Rows(RegisterSheet.Rollen, ParseRol),
            Studenten = Rows(RegisterSheet.Studenten, ParseStudent),
            Stages = Rows(RegisterSheet.Stages, ParseStage),
            Leerteams = Rows(RegisterSheet.Leerteams, f => new LeerteamDraft(
                f.Text("code", CodeLength), f.Text("naam", NaamLength), f.List("organisaties"), f.Email("begeleider"))),
            Kalender = Rows(RegisterSheet.Kalender, ParseKalenderRegel),
        };
    }

    private static Organisatie ParseOrganisatie(RowFields f) => new()
    {
        Code = f.Text("code", CodeLength),
        Naam = f.Text("naam", NaamLength),
        Bestuur = f.Text("bestuur", CodeLength),
        Soort = f.OneOf("soort", RegisterWords.Soorten),
        Plaats = f.Text("plaats"),
        Postcode = f.Text("postcode", 20),
        Vakantieregio = f.OneOf("vakantieregio", RegisterWords.Regios),
        SluitInVakantie = f.OneOf("sluit_in_vakantie", RegisterWords.JaNee),
        Koppel = f.Optional("koppel", CodeLength),
        Interprofessioneel = f.OneOf("interprofessioneel", RegisterWords.JaNee),
        Opleidingsorganisatie = f.OneOf("opleidingsorganisatie", RegisterWords.JaNee),
    };

    private static PersoonDraft ParsePersoon(RowFields f) => new(
        f.Email("email"), f.Text("naam", NaamLength), f.Text("roepnaam", NaamLength), f.Optional("telefoon", 40),
        f.OneOf("bron", RegisterWords.Bronnen) ?? "");

    private static RolDraft ParseRol(RowFields f)
    {
        var rol = new RolDraft(
            f.Email("email"), f.OneOf("rol", RegisterWords.Rollen), f.Optional("organisatie", CodeLength),
            f.Optional("bestuur", CodeLength), f.Date("van"), f.OptionalDate("tot"));
        if (rol.Tot is { } tot)
        {
            CheckOrder(f, "tot", rol.Van, tot);
        }

        if (RegisterWords.Rollen.ContainsKey(f.Raw("rol")))
        {
            CheckPlace(f, rol);
        }

        return rol;
    }

    /// <summary>A role that only means something at one organisation or one board names it (opleidingsplan Tabel 4).</summary>
    private static void CheckPlace(RowFields f, RolDraft rol)
    {
        if (rol is { Organisatie: null, Soort: RolSoort.Werkplekbegeleider or RolSoort.Schoolopleider or RolSoort.AspirantOpleider
            or RolSoort.Leerteambegeleider or RolSoort.Directeur })
        {
            f.Fault("organisatie", $"Bij de rol {f.Raw("rol")} hoort een organisatie.");
        }

        if (rol is { Bestuur: null, Soort: RolSoort.Bestuurder or RolSoort.CoordinerendSchoolopleider })
        {
            f.Fault("bestuur", $"Bij de rol {f.Raw("rol")} hoort een bestuur.");
        }
    }

    private static StudentDraft ParseStudent(RowFields f)
    {
        var nummer = f.Text("studentnummer", CodeLength);
        var persoon = ParsePersoon(f);
        var opleiding = f.Opleiding("opleiding");
        return new StudentDraft(
            nummer, persoon, opleiding, f.Number("leerjaar", 1, 4),
            // A guest from another programme is coached there, not here.
            opleiding.IsGast ? f.OptionalEmail("studiecoach") : f.Email("studiecoach"), f.OptionalEmail("mwb"));
    }

    private static StageDraft ParseStage(RowFields f)
    {
        var begeleiders = f.List("werkplekbegeleiders");
        if (begeleiders.Count > 2 || begeleiders.Distinct(StringComparer.OrdinalIgnoreCase).Count() < begeleiders.Count)
        {
            f.Fault("werkplekbegeleiders", "Hier staan een of twee verschillende adressen, met een komma ertussen.");
        }

        var stage = new StageDraft(
            f.Text("studentnummer", CodeLength), f.Text("organisatie", CodeLength), f.Text("groep"), begeleiders,
            f.OptionalEmail("schoolopleider"), f.Date("van"), f.Date("tot"), ParseDagen(f));
        CheckOrder(f, "van", stage.Van, stage.Tot);
        return stage;
    }

    private static IReadOnlyList<DayOfWeek> ParseDagen(RowFields f)
    {
        var words = f.List("dagen");
        if (words.Any(w => !RegisterWords.Dagen.ContainsKey(w)))
        {
            f.Fault("dagen", "Een stagedag is ma, di, wo, do of vr, met een komma ertussen.");
        }

        return [.. words.Where(RegisterWords.Dagen.ContainsKey).Select(w => RegisterWords.Dagen[w]).Distinct().Order()];
    }

    private static KalenderRegel ParseKalenderRegel(RowFields f)
    {
        var regel = new KalenderRegel(
            f.OneOf("soort", RegisterWords.Kalendersoorten), f.Text("naam", NaamLength), f.Date("van"), f.Date("tot"),
            f.OptionalOneOf("regio", RegisterWords.Regios),
            f.Raw("opleiding").Length == 0 ? null : f.Opleiding("opleiding"), f.Optional("organisatie", CodeLength));
        CheckOrder(f, "tot", regel.Van, regel.Tot);
        return regel;
    }

    private static void CheckOrder(RowFields f, string column, DateOnly van, DateOnly tot)
    {
        if (van != default && tot != default && van > tot)
        {
            f.Fault(column, "De einddatum ligt voor de begindatum.");
        }
    }
}
