using System.Diagnostics;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Core.Begeleidingsteam;

/// <summary>
/// The rules of a <see cref="Kennismaking"/>. The student gets the card a week before the first day, each werkplekbegeleider on the last
/// open day before it (or on the day itself); later changes bring cards up to date. Pure.
/// </summary>
public static class Kennismaken
{
    public const string Kaart = "begeleidingsteam.kennismaking";

    private const int StudentDagenVooraf = 7;

    /// <summary>A location that is closed longer before the first day tells its people on the day itself.</summary>
    private const int BegeleiderDagenVooraf = 7;

    /// <summary>The first of it, of which nobody was told and that is not stored; null when no stage goes on.</summary>
    public static Kennismaking? Begin(RegisterSnapshot register, string id, DateOnly today) => Stagestart.Van(register, id, today) is not { } start ? null : new Kennismaking
    {
        Id = start.Id, Student = start.Student, Stage = start.Stage.Id, EersteDag = start.EersteDag, Eindigt = EndOf(start),
    };

    public static Kennismakingsbesluit Decide(Kennismaking was, Kennismakingsopdracht opdracht, Kennismakingsomgeving om)
    {
        var start = Stagestart.Van(om.Register, was.Id, om.Vandaag);
        return opdracht switch
        {
            Kennismakingsopdracht.Volg => start is null ? Stop(was, om) : Follow(was, start, om),
            Kennismakingsopdracht.Schrijf o => Write(was, o, start, om),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Whether this person is in the team round the student: only then the student's three lines are shown.</summary>
    public static bool Hoort(Stagestart start, RegisterSnapshot register, PersonId person) =>
        start.Student == person || start.Begeleiders.Any(b => b.Persoon == person) || Team.Of(register, start.Stage).Any(l => l.Persoon == person);

    /// <summary>The part of the stage that is this person's: of who takes over later, that part.</summary>
    public static Stage StageVoor(Stagestart start, PersonId person) => start.Begeleiders.FirstOrDefault(b => b.Persoon == person)?.Stage ?? start.Stage;

    private static Kennismakingsbesluit Follow(Kennismaking was, Stagestart start, Kennismakingsomgeving om)
    {
        var told = was.Vervallen ? [] : was.Verteld;
        IEnumerable<PersonId> everybody = [start.Student, .. start.Begeleiders.Select(b => b.Persoon)];
        var news = start.IsBegin(om.Vandaag) ? everybody.Except(told).ToList() : [];
        if (!was.Vervallen && news.Count == 0 && was.Beeld == start.Beeld && was.Eindigt == EndOf(start))
        {
            return new Kennismakingsbesluit.AlGedaan(was);
        }

        var becomes = On(was, start) with
        {
            Beeld = start.Beeld, Vervallen = false, Ronde = was.Ronde + (was.Vervallen ? 1 : 0), Verteld = [.. told, .. news],
        };
        return new Kennismakingsbesluit.Gewijzigd(becomes, [.. news.Select(p => CardFor(becomes, start, p, om)), .. Refreshes(becomes, was.Verteld, om)]);
    }

    private static Kennismakingsbesluit Stop(Kennismaking was, Kennismakingsomgeving om)
    {
        if (was.Vervallen || was.Revisie == 0)
        {
            return new Kennismakingsbesluit.AlGedaan(was);
        }

        var becomes = was with { Vervallen = true, Revisie = was.Revisie + 1 };
        return new Kennismakingsbesluit.Gewijzigd(becomes, [.. Refreshes(becomes, was.Verteld, om)]);
    }

    private static Kennismakingsbesluit Write(Kennismaking was, Kennismakingsopdracht.Schrijf o, Stagestart? start, Kennismakingsomgeving om)
    {
        if (o.Van != was.Student)
        {
            return new Kennismakingsbesluit.Geweigerd(Kennismakingsweigering.NietVanJou);
        }

        if (start is null)
        {
            return new Kennismakingsbesluit.Geweigerd(Kennismakingsweigering.StageVoorbij);
        }

        var regels = DrieRegels.Of(o.Regels.Wie, o.Regels.Leren, o.Regels.Helpt);
        if (Math.Max(Math.Max(regels.Wie.Length, regels.Leren.Length), regels.Helpt.Length) > DrieRegels.Langste)
        {
            return new Kennismakingsbesluit.Geweigerd(Kennismakingsweigering.TeLang);
        }

        if (regels == was.Regels)
        {
            return new Kennismakingsbesluit.AlGedaan(was);
        }

        var becomes = On(was, start) with { Regels = regels };
        return new Kennismakingsbesluit.Gewijzigd(becomes, [.. Refreshes(becomes, was.Verteld, om)]);
    }

    private static Kennismaking On(Kennismaking was, Stagestart start) =>
        was with { Stage = start.Stage.Id, EersteDag = start.EersteDag, Eindigt = EndOf(start), Revisie = was.Revisie + 1 };

    private static DateTimeOffset EndOf(Stagestart start) => AmsterdamTime.StartOf(start.Tot.AddDays(1));

    private static IEnumerable<RefreshIntent> Refreshes(Kennismaking becomes, IEnumerable<PersonId> people, Kennismakingsomgeving om) =>
        people.Where(p => p != PersonId.Gewist).Select(p => new RefreshIntent { Due = om.Now, Person = p, Case = becomes.Id, Occasion = $"{becomes.Revisie}" });

    private static BezorgIntent CardFor(Kennismaking becomes, Stagestart start, PersonId person, Kennismakingsomgeving om)
    {
        var begeleider = start.Begeleiders.FirstOrDefault(b => b.Persoon == person);
        var first = begeleider?.EersteDag ?? start.EersteDag;
        var due = begeleider is null ? StudentMoment(start, om) : BegeleiderMoment(begeleider, om);
        var last = AmsterdamTime.DateOf(due) > first ? AmsterdamTime.DateOf(due) : first;
        return new BezorgIntent
        {
            Person = person, Kind = Kaart, Case = becomes.Id, Occasion = becomes.Ronde == 0 ? "begin" : $"begin-{becomes.Ronde}", Due = due,
            Expires = AmsterdamTime.StartOf(last.AddDays(Stagestart.DagenErna)),
        };
    }

    /// <summary>Before the first day there is no stagedag yet: a workday, or a stagedag of the stage that still runs.</summary>
    private static DateTimeOffset StudentMoment(Stagestart start, Kennismakingsomgeving om)
    {
        var (register, moment) = (om.Register, om.Kaartmoment);
        var from = Later(om.Now, AmsterdamTime.StartOf(start.EersteDag.AddDays(-StudentDagenVooraf)));
        if (AmsterdamTime.DateOf(from) >= start.EersteDag)
        {
            return moment.VoorStudent(register, start.Student, start.Stage, start.Opleiding, from);
        }

        var elsewhere = register.StagesOf(start.Student).FirstOrDefault(s => s.Id != start.Stage.Id && s.Runs(AmsterdamTime.DateOf(from)));
        return elsewhere is not null && moment.VoorStudent(register, start.Student, elsewhere, start.Opleiding, from) is var there
            && AmsterdamTime.DateOf(there) < start.EersteDag
            ? there
            : moment.VoorAanvang(register, start.Student, from);
    }

    private static DateTimeOffset BegeleiderMoment(Begeleider begeleider, Kennismakingsomgeving om)
    {
        var (place, first) = (begeleider.Stage.Organisatie, begeleider.EersteDag);
        var day = Enumerable.Range(1, BegeleiderDagenVooraf).Select(n => first.AddDays(-n)).FirstOrDefault(d => om.Register.Kalender.IsOpen(place, d), first);
        return om.Kaartmoment.VoorWerk(om.Register, begeleider.Persoon, place, Later(om.Now, AmsterdamTime.StartOf(day)));
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
