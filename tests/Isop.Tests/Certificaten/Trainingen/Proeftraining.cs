using Isop.Core;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Tests.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Certificaten.Trainingen;

/// <summary>
/// De Linde of <see cref="Proefstage"/> with four werkplekbegeleiders (Fatima, Bram, Ipek and Jop), opleider Olga and Bea of the
/// onderwijsbureau; an opfriscursus on Tuesday 10 November 2026 from half past three to five.
/// </summary>
internal static class Proeftraining
{
    public static readonly PersonId Olga = Opleider;
    public static readonly PersonId Bea = Bureau;
    public static readonly PersonId Bram = Id(31);
    public static readonly PersonId Ipek = Id(32);
    public static readonly PersonId Jop = Id(33);
    public static readonly DateOnly Dag = new(2026, 11, 10);

    public const string TrainingId = "00000000000000a1";

    public static IReadOnlyList<PersonId> Vier { get; } = [Fatima, Bram, Ipek, Jop];

    public static Proefstage Stage { get; } = new() { Veranderd = r => new RegisterSnapshot("v1", Met(r.Data)) };

    public static RegisterSnapshot Basis => Stage.Register;

    /// <summary>On Monday 9 November 2026 at nine.</summary>
    public static Task<Wereld> StartAsync() => Wereld.StartAsync(Stage);

    public static Trainingsomgeving Op(DateTimeOffset now, RegisterSnapshot? register = null, bool aanwezigheid = true) =>
        new() { Register = register ?? Basis, Kaartmoment = new Kaartmoment(new KaartmomentOptions()), Now = now, AanwezigheidVereist = aanwezigheid };

    public static Trainingsomgeving Op(int month, int day, int hour = 9, int year = 2026) => Op(Wereld.At(month, day, hour, year: year));

    public static Trainingsaanmelding Aanmelding(string soort = "opfriscursus", params IReadOnlyList<DateOnly> datums) => new()
    {
        Id = TrainingId, Van = soort == "opfriscursus" || soort == "basistraining" ? Olga : Bea, Soort = soort, Organisaties = ["O1"], Datums = datums.Count == 0 ? [Dag] : datums,
        Begin = new TimeOnly(15, 30), Einde = new TimeOnly(17, 0), MetScan = true,
    };

    /// <summary>Registered on 9 November.</summary>
    public static Training Gepland(string soort = "opfriscursus", params IReadOnlyList<DateOnly> datums) => Trainingsregels.Maak(Aanmelding(soort, datums), Op(11, 9)).Changed().Training;

    /// <summary>Three of the four were there; it was said on the evening itself.</summary>
    public static Training Geweest() => Trainingsregels.Decide(Gepland(), Aanwezig(0, "1", "2", "3"), Op(11, 10, 18)).Changed().Training;

    /// <summary>Also what it was about, and the round closed and passed on.</summary>
    public static Training Compleet()
    {
        var t = Trainingsregels.Decide(Geweest(), new Trainingsopdracht.ZetInhoud(Olga, "Feedback geven."), Op(11, 10, 18)).Changed().Training;
        t = Trainingsregels.Decide(t, new Trainingsopdracht.Wek(), Op(11, 25)).Changed().Training;
        return Trainingsregels.Decide(t, new Trainingsopdracht.GeefDoor(Olga, "olga"), Op(11, 25)).Changed().Training;
    }

    public static Trainingsopdracht.MeldAanwezig Aanwezig(int deel, params IReadOnlyList<string> wie) => new(Olga, deel, ["1", "2", "3", "4"], wie);

    /// <summary>A complete training in a world, with its three present.</summary>
    public static async Task<Wereld> CompleetAsync()
    {
        var w = await StartAsync();
        await w.DoeAsync(w.Now, null);
        await w.DoeAsync(Wereld.At(11, 10, 18), Aanwezig(0, [.. (await w.TrainingAsync()).Deelnemers.Where(d => d.Persoon != Jop).Select(d => d.Id)]));
        await w.DoeAsync(w.Now, new Trainingsopdracht.ZetInhoud(Olga, "Feedback geven waar een student verder mee kan."));
        await w.DoeAsync(Wereld.At(11, 25), new Trainingsopdracht.Wek());
        await w.DoeAsync(w.Now, new Trainingsopdracht.GeefDoor(Olga, "olga"));
        return w;
    }

    public static async Task<Trainingsbesluit?> DoeAsync(this Wereld w, DateTimeOffset at, Trainingsopdracht? opdracht)
    {
        var ct = TestContext.Current.CancellationToken;
        w.Clock.SetUtcNow(at);
        var register = await w.Registers.CurrentAsync(ct);
        return opdracht is null ? await w.Trainingen.MaakAsync(Aanmelding(), register, at, ct) : await w.Trainingen.DecideAsync(TrainingId, opdracht, register, at, ct);
    }

    public static async Task<Training> TrainingAsync(this Wereld w) => (await w.Trainingen.FindAsync(TrainingId, TestContext.Current.CancellationToken))!;

    /// <summary>Who has a thank-you on the way or got one, each as often as that is.</summary>
    public static async Task<IReadOnlyList<PersonId>> BedanktAsync(this Wereld w)
    {
        var ct = TestContext.Current.CancellationToken;
        List<PersonId> people = [];
        foreach (var person in Basis.Data.Personen.Select(p => p.Id))
        {
            var all = await w.Store.ReadRangeAsync(new Partition("bezorgingen", person.ToString()), RowRange.Prefix("b:"), CoreJson.Default.Bezorging, ct).ToListAsync(ct);
            people.AddRange(all.Where(b => b.Document.Value.Kind == Trainingskaarten.Bedankt).Select(_ => person));
        }

        return people;
    }

    public static async Task<IReadOnlyList<Certificaatblad>> CertificatenAsync(this Wereld w, PersonId person) => await w.Certificaten.VanPersoonAsync(person, TestContext.Current.CancellationToken);

    public static Trainingsbesluit.Gewijzigd Changed(this Trainingsbesluit? besluit) =>
        besluit as Trainingsbesluit.Gewijzigd ?? throw new InvalidOperationException($"It changed nothing: {besluit}");

    public static Trainingsweigering Refused(this Trainingsbesluit? besluit) => Assert.IsType<Trainingsbesluit.Geweigerd>(besluit).Reden;

    public static IReadOnlyList<BezorgIntent> Cards(this Trainingsbesluit.Gewijzigd besluit, string? kind = null) =>
        [.. besluit.Intents.OfType<BezorgIntent>().Where(i => kind is null || i.Kind == kind)];

    private static RegisterData Met(RegisterData data)
    {
        var from = new DateOnly(2026, 8, 1);
        return data with
        {
            Personen = [.. data.Personen, Persoon(Bram, "Bram de Boer"), Persoon(Ipek, "İpek Müller"), Persoon(Jop, "Jop Kok")],
            Rollen =
            [
                .. data.Rollen, new Rol(Olga, RolSoort.Schoolopleider, "O1", "B1", from, null),
                .. Vier.Select(p => new Rol(p, RolSoort.Werkplekbegeleider, "O1", "B1", from, null)),
            ],
        };
    }

    private static Persoon Persoon(PersonId id, string naam) =>
        new() { Id = id, Email = $"{naam.Split(' ')[0].ToLowerInvariant()}@linde.example", Naam = naam, Roepnaam = naam.Split(' ')[0], Bron = "bureau" };

    private static PersonId Id(int n) => PersonId.From(new Guid(n, 0, 0, new byte[8]));
}
