using System.Diagnostics;
using System.Globalization;
using System.Net.Mail;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Certificaten.Trainingen;

/// <summary>Everything that may happen to a training: (training, what is asked, now) → decision. Pure.</summary>
public static partial class Trainingsregels
{
    public const int MeesteDeelnemers = 400;

    /// <summary>In characters; what it was about must fit on the certificate.</summary>
    public const int LangsteInhoud = 400, LangstePlaats = 80, LangsteReden = 300;

    /// <summary>Working days in which people can evaluate, and after which who did not is reminded once.</summary>
    public const int Evaluatiedagen = 10, Herinnerdag = 5;

    private const int MinsteMinuten = 15, MeesteMinuten = 10 * 60;

    /// <summary>Registers it: everybody it is for at its locations is expected until it is said otherwise.</summary>
    public static Trainingsbesluit Maak(Trainingsaanmelding a, Trainingsomgeving om)
    {
        if (Check(a, om) is { } refused)
        {
            return new Trainingsbesluit.Geweigerd(refused);
        }

        var soort = Trainingssoort.Find(a.Soort)!;
        var people = Doelgroep.Van(om.Register, soort, [.. a.Organisaties], a.Datums[0]).Where(p => p != a.Van).ToList();
        if (people.Count > MeesteDeelnemers)
        {
            return new Trainingsbesluit.Geweigerd(Trainingsweigering.Vol);
        }

        var jaar = om.Register.Kalender.StudiejaarVan(a.Datums[0]);
        var begin = new Training
        {
            Id = a.Id, Soort = soort.Code, Studiejaar = jaar.Naam, Organisator = a.Van, Organisaties = a.Organisaties, Bestuur = a.Bestuur, Plaats = a.Plaats.Trim(),
            Delen = [.. soort.Delen.Select((naam, i) => new Trainingsdeel { Naam = naam, Begin = a.Begin, Einde = a.Einde, Datum = i < a.Datums.Count ? a.Datums[i] : null })],
            Deelnemers = [.. people.Select((p, i) => new Deelnemer(Nummer(i), p))], Uitgedeeld = people.Count, MetScan = a.MetScan && soort.Mentorscan,
            Eindigt = AmsterdamTime.StartOf(jaar.Tot.AddDays(1)), Gewijzigd = om.Now,
        };
        var loop = new Loop(begin, om);
        loop.VertelAllen("uitnodiging");
        for (var i = 0; i < begin.Delen.Count; i++)
        {
            loop.VraagWieErWas(i);
        }

        return Finish(loop, isNew: true);
    }

    public static Trainingsbesluit Decide(Training training, Trainingsopdracht opdracht, Trainingsomgeving om)
    {
        var loop = new Loop(training, om);
        // What the clock has brought comes first.
        Wake(loop);
        var refused = opdracht switch
        {
            Trainingsopdracht.Wek => null,
            Trainingsopdracht.Volg => Follow(loop),
            Trainingsopdracht.VergeetGast o => Forget(loop, o),
            Trainingsopdracht.MeldVerstrekt o => Report(loop, o),
            _ when Wie(opdracht) is { } who && opdracht is not Trainingsopdracht.Antwoord && !Doelgroep.IsOrganisator(training, who, om.Register, om.Vandaag) => Trainingsweigering.NietVanJou,
            _ when training.Afgezegd is not null => opdracht is Trainingsopdracht.ZegAf ? null : Trainingsweigering.Afgezegd,
            Trainingsopdracht.Verzet o => Move(loop, o),
            Trainingsopdracht.ZetDeelnemers o => Expect(loop, o),
            Trainingsopdracht.VoegGastToe o => AddGuest(loop, o),
            Trainingsopdracht.HaalGastWeg o => RemoveGuest(loop, o),
            Trainingsopdracht.ZetInhoud o => Submit(loop, o),
            Trainingsopdracht.MeldAanwezig o => Attend(loop, o),
            Trainingsopdracht.Antwoord o => Answer(loop, o),
            Trainingsopdracht.GeefDoor o => PassOn(loop, o),
            Trainingsopdracht.Verstrek o => Issue(loop, o),
            Trainingsopdracht.ZegAf o => CallOff(loop, o),
            _ => throw new UnreachableException(),
        };
        // Of a single answer nobody is told, also not by a card that changes.
        return refused is { } reden ? new Trainingsbesluit.Geweigerd(reden) : Finish(loop, quiet: opdracht is Trainingsopdracht.Antwoord && loop.Training.Ronde?.Gesloten is null);
    }

    /// <summary>Who is asked to evaluate, as long as they are in the register.</summary>
    public static IReadOnlyList<Deelnemer> Gevraagd(Training training, RegisterSnapshot register) =>
        [.. training.Deelnemers.Where(d => training.Ronde?.Gevraagd.Contains(d.Id) == true && d.Persoon is { } p && register.Find(p) is { Beeindigd: null })];

    /// <summary>Who is to be asked: people of the register who were there; without lists of who was, everybody who was expected.</summary>
    private static IEnumerable<Deelnemer> TeVragen(Training training, RegisterSnapshot register) => training.Deelnemers.Where(d =>
        d.Persoon is { } p && register.Find(p) is { Beeindigd: null } && (training.Delen.All(x => x.Aanwezig is null) || training.WasErbij(d)));

    /// <summary>Whether a part has begun, so that it can be said who was there.</summary>
    public static bool IsBegonnen(Trainingsdeel deel, DateTimeOffset now) => deel.Datum is { } day && AmsterdamTime.At(day, deel.Begin) <= now;

    private static Trainingsweigering? Check(Trainingsaanmelding a, Trainingsomgeving om)
    {
        var soort = Doelgroep.Soorten(om.Register, a.Van, om.Vandaag).FirstOrDefault(s => s.Code == a.Soort);
        if (soort is null)
        {
            return Trainingssoort.Find(a.Soort) is null ? Trainingsweigering.OnbekendeSoort : Trainingsweigering.NietVanJou;
        }

        var mine = Doelgroep.Organisaties(om.Register, a.Van, soort, om.Vandaag).Select(o => o.Code).ToHashSet();
        return a.Organisaties.Count == 0 || !a.Organisaties.All(mine.Contains) ? Trainingsweigering.GeenOrganisatie
            : a.Datums.Count == 0 ? Trainingsweigering.GeenDatum
            : a.Datums.Count > soort.Delen.Count ? Trainingsweigering.TeVeelDatums
            : AreMixed(a.Datums) ? Trainingsweigering.DatumsDoorElkaar
            : a.Datums.Any(d => IsTooFar(d, om)) ? Trainingsweigering.DatumTeVer
            : CheckTime(a.Begin, a.Einde, a.Plaats);
    }

    private static Trainingsweigering? CheckTime(TimeOnly begin, TimeOnly einde, string plaats) =>
        einde <= begin || (einde - begin).TotalMinutes is < MinsteMinuten or > MeesteMinuten ? Trainingsweigering.TijdGaatNiet
        : plaats.Trim().Length > LangstePlaats ? Trainingsweigering.TeLang
        : null;

    /// <summary>Whether a later part comes before an earlier one.</summary>
    private static bool AreMixed(IReadOnlyList<DateOnly> days) => days.Zip(days.Skip(1)).Any(p => p.First > p.Second);

    private static bool IsTooFar(DateOnly day, Trainingsomgeving om)
    {
        var now = om.Register.Kalender.StudiejaarVan(om.Vandaag);
        return day < now.Van.AddYears(-1) || day > now.Tot.AddYears(1);
    }

    private static PersonId? Wie(Trainingsopdracht opdracht) => opdracht switch
    {
        Trainingsopdracht.Verzet o => o.Van,
        Trainingsopdracht.ZetDeelnemers o => o.Van,
        Trainingsopdracht.VoegGastToe o => o.Van,
        Trainingsopdracht.HaalGastWeg o => o.Van,
        Trainingsopdracht.ZetInhoud o => o.Van,
        Trainingsopdracht.MeldAanwezig o => o.Van,
        Trainingsopdracht.Antwoord o => o.Van,
        Trainingsopdracht.GeefDoor o => o.Van,
        Trainingsopdracht.ZegAf o => o.Van,
        _ => null,
    };

    private static string Nummer(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static Trainingsweigering? Move(Loop loop, Trainingsopdracht.Verzet o)
    {
        if (o.Deel < 0 || o.Deel >= loop.Training.Delen.Count)
        {
            return Trainingsweigering.OnbekendDeel;
        }

        var deel = loop.Training.Delen[o.Deel];
        var plaats = o.Plaats.Trim();
        if ((deel.Datum, deel.Begin, deel.Einde, loop.Training.Plaats) == (o.Datum, o.Begin, o.Einde, plaats))
        {
            return null;
        }

        Trainingsweigering? no = deel.Aanwezig is not null ? Trainingsweigering.AlGemeld
            : CheckTime(o.Begin, o.Einde, plaats) ?? (IsTooFar(o.Datum, loop.Om) ? Trainingsweigering.DatumTeVer : null);
        if (no is not null)
        {
            return no;
        }

        var moved = deel with { Datum = o.Datum, Begin = o.Begin, Einde = o.Einde, Volgnummer = deel.Volgnummer + 1 };
        var delen = loop.Training.Delen.Select((d, i) => i == o.Deel ? moved : d).ToList();
        if (AreMixed([.. delen.Select(d => d.Datum).OfType<DateOnly>()]))
        {
            return Trainingsweigering.DatumsDoorElkaar;
        }

        loop.Training = loop.Training with { Delen = delen, Plaats = plaats, Gewijzigd = loop.Om.Now };
        loop.VraagWieErWas(o.Deel);
        loop.VertelAllen($"verzet-{loop.Revisie}");
        return null;
    }

    private static Trainingsweigering? Expect(Loop loop, Trainingsopdracht.ZetDeelnemers o)
    {
        var t = loop.Training;
        if (o.Gekozen.Any(p => loop.Om.Register.Find(p) is not { Beeindigd: null } && t.Find(p) is null))
        {
            return Trainingsweigering.OnbekendePersoon;
        }

        var leave = t.Deelnemers.Where(d => d.Persoon is { } p && o.Getoond.Contains(p) && !o.Gekozen.Contains(p)).ToList();
        if (leave.Exists(d => t.WasErbij(d) || t.Verstrekking?.Deelnemers.Contains(d.Id) == true))
        {
            return Trainingsweigering.WasErbij;
        }

        var come = o.Gekozen.Distinct().Where(p => t.Find(p) is null).ToList();
        if (come.Contains(t.Organisator))
        {
            return Trainingsweigering.Organiseert;
        }

        if (t.Deelnemers.Count - leave.Count + come.Count > MeesteDeelnemers)
        {
            return Trainingsweigering.Vol;
        }

        if (leave.Count + come.Count > 0)
        {
            loop.Training = t with
            {
                Deelnemers = [.. t.Deelnemers.Except(leave), .. come.Select((p, i) => new Deelnemer(Nummer(t.Uitgedeeld + i), p))],
                Uitgedeeld = t.Uitgedeeld + come.Count,
            };
            come.ForEach(p => loop.Vertel(p, "uitnodiging"));
            leave.ForEach(d => loop.Vertel(d.Persoon!.Value, $"niet-meer-{loop.Revisie}"));
        }

        return null;
    }

    private static Trainingsweigering? AddGuest(Loop loop, Trainingsopdracht.VoegGastToe o)
    {
        var (t, naam, email) = (loop.Training, Dutch.OneLine(o.Naam), o.Email.Trim());
        if (email.Length > 0 && !MailAddress.TryCreate(email, out _))
        {
            return Trainingsweigering.EmailKlopNiet;
        }

        // Who is in the register is no guest: the name there is the one that counts.
        if (email.Length > 0 && loop.Om.Register.FindByEmail(email) is { } known)
        {
            return Expect(loop, new Trainingsopdracht.ZetDeelnemers(o.Van, [], [known.Id]));
        }

        if (naam.Length is 0 or > Certificaatregels.LangsteNaam)
        {
            return naam.Length == 0 ? Trainingsweigering.NaamOntbreekt : Trainingsweigering.TeLang;
        }

        if (t.Deelnemers.Any(d => d.Persoon is null && (email.Length > 0 && d.Email.Length > 0
            ? string.Equals(d.Email, email, StringComparison.OrdinalIgnoreCase)
            : string.Equals(d.Naam, naam, StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        // Without an address nobody can tell whether it is the one who is on the list already.
        if (email.Length == 0 && t.Deelnemers.Any(d => d.Persoon is { } p && string.Equals(loop.Om.Register.Find(p)?.Naam, naam, StringComparison.OrdinalIgnoreCase)))
        {
            return Trainingsweigering.StaatErAl;
        }

        if (t.Deelnemers.Count >= MeesteDeelnemers)
        {
            return Trainingsweigering.Vol;
        }

        loop.Training = t with { Deelnemers = [.. t.Deelnemers, new Deelnemer(Nummer(t.Uitgedeeld), null, naam, email)], Uitgedeeld = t.Uitgedeeld + 1 };
        return null;
    }

    private static Trainingsweigering? RemoveGuest(Loop loop, Trainingsopdracht.HaalGastWeg o)
    {
        var t = loop.Training;
        if (t.Find(o.Deelnemer) is not { Persoon: null } guest)
        {
            return null;
        }

        if (t.WasErbij(guest) || t.Verstrekking?.Deelnemers.Contains(guest.Id) == true)
        {
            return Trainingsweigering.WasErbij;
        }

        loop.Training = t with { Deelnemers = [.. t.Deelnemers.Where(d => d != guest)] };
        return null;
    }

    private static Trainingsweigering? Submit(Loop loop, Trainingsopdracht.ZetInhoud o)
    {
        var tekst = o.Tekst.ReplaceLineEndings("\n").Trim();
        if (tekst == loop.Training.Inhoud?.Tekst)
        {
            return null;
        }

        if (tekst.Length is 0 or > LangsteInhoud || loop.Training.Verstrekking is not null)
        {
            return loop.Training.Verstrekking is not null ? Trainingsweigering.AlVerstrekt : tekst.Length == 0 ? Trainingsweigering.TekstOntbreekt : Trainingsweigering.TeLang;
        }

        loop.Training = loop.Training with { Inhoud = new Trainingsinhoud(tekst, o.Van.ToString(), loop.Om.Now) };
        return null;
    }
}
