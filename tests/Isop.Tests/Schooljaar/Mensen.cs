using System.Text.Json;
using Isop.Bot.Cards;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Tests.Schooljaar;

/// <summary>
/// What people do with the cards they got, decided by the seed, the person and the case: some at once, some after a reminder,
/// some never. Nobody acts on a card that did not come.
/// </summary>
internal sealed class Mensen(Schoolwereld world, int seed)
{
    private readonly Dictionary<(PersonId, string, string Kind), DateOnly> _got = [];

    /// <summary>A card about a case reached somebody.</summary>
    public void Receive(PersonId person, string @case, string kind, DateOnly day) => _got.TryAdd((person, @case, kind), day);

    /// <summary>Everybody has a look at the end of the working day.</summary>
    public async Task ActAsync(IEnumerable<Zaak> zaken)
    {
        foreach (var zaak in zaken)
        {
            foreach (var opdracht in Wishes(zaak, AmsterdamTime.DateOf(world.Now)).Take(1))
            {
                await world.DoAsync(zaak, opdracht);
            }

            await PutOffAsync(zaak);
        }
    }

    private IEnumerable<Opdracht> Wishes(Zaak zaak, DateOnly today) => zaak.Fase switch
    {
        Fase.Leervragen => Leervragen(zaak, today),
        Fase.Open => Doubts(zaak, today).Concat(HandIn(zaak, today)).Concat(Release(zaak, today)).Concat(Handle(zaak, today)),
        Fase.Zichtbaar => Talk(zaak, today),
        Fase.Besproken => Agree(zaak, today),
        _ => [],
    };

    private IEnumerable<Opdracht> Leervragen(Zaak zaak, DateOnly today)
    {
        var student = zaak.Deelnemers.Student;
        if (!zaak.LeervragenGegeven && Since(student, zaak, Kaarten.Leervragen, today) >= Chance(student, zaak, "leervraag", 12))
        {
            yield return new Opdracht.GeefLeervragen(student, ["Hoe begin ik de kring?"]);
        }
    }

    private IEnumerable<Opdracht> Doubts(Zaak zaak, DateOnly today)
    {
        var mentor = zaak.Deelnemers.Werkplekbegeleiders[0];
        if (zaak.Twijfel is null && Chance(mentor, zaak, "twijfel", 60) == 0 && Since(mentor, zaak, Kaarten.Formulier, today) == 1)
        {
            yield return new Opdracht.TrekInTwijfel(mentor, "Dit is niet mijn student");
        }
        else if (zaak.Twijfel is { } twijfel && AmsterdamTime.DateOf(twijfel.Op) <= today.AddDays(-4))
        {
            yield return new Opdracht.HefTwijfelOp();
        }
    }

    private IEnumerable<Opdracht> HandIn(Zaak zaak, DateOnly today) =>
        from zijde in new[] { Zijde.Student, Zijde.Mentor }
        where zaak.InzendingVan(zijde) is null
        from person in zaak.Personen(zijde)
        where Since(person, zaak, Kaarten.Formulier, today) >= DaysToHandIn(person, zaak)
        select new Opdracht.DienIn(person, ViaBrowser: zijde == Zijde.Mentor);

    /// <summary>Half within four days, most after a reminder, one in six only when the opleider asks, one in sixteen never.</summary>
    private int DaysToHandIn(PersonId person, Zaak zaak) => Chance(person, zaak, "indienen", 16) switch
    {
        var n and < 8 => n / 2,
        < 11 => 8,
        < 13 => 15,
        < 15 => 26,
        _ => int.MaxValue,
    };

    private IEnumerable<Opdracht> Release(Zaak zaak, DateOnly today) =>
        from inzending in new[] { zaak.Student, zaak.Mentor }
        where inzending is not null && Chance(inzending.Auteur, zaak, "vrijgeven", 2) == 0 && Since(inzending.Auteur, zaak, Kaarten.Vrijgave, today) >= 5
        select new Opdracht.GeefVrij(inzending.Auteur);

    private IEnumerable<Opdracht> Handle(Zaak zaak, DateOnly today)
    {
        if (!zaak.Verloop.TeLaatGemeld)
        {
            yield break;
        }

        foreach (var opleider in Tussenevaluatie.Behandelaars(zaak, world.Register, today))
        {
            var days = Since(opleider, zaak, Kaarten.TeLaat, today);
            switch (Chance(opleider, zaak, "telaat", 4))
            {
                case 0 when days == 1:
                    yield return new Opdracht.HerinnerNogEens(opleider);
                    break;
                case 1 when days == 2 && !zaak.Verloop.Uitgesteld:
                    yield return new Opdracht.GeefUitstel(opleider, today.AddDays(7));
                    break;
                case 2 when days >= 3:
                    yield return new Opdracht.MeldBesprokenZonderFormulier(opleider, "In het gesprek besproken");
                    break;
            }
        }
    }

    private IEnumerable<Opdracht> Talk(Zaak zaak, DateOnly today)
    {
        var student = zaak.Deelnemers.Student;
        var gesprek = zaak.Gesprek;
        if (gesprek.Afgesproken is { } moment)
        {
            if (DateOnly.FromDateTime(moment) < today)
            {
                var door = Chance(student, zaak, "verslag", 2) == 0 ? student : zaak.Deelnemers.Werkplekbegeleiders[0];
                yield return new Opdracht.LegGesprekVast(door, DateOnly.FromDateTime(moment), "Elke week één kring.");
            }
        }
        else if (gesprek.Voorstellen.Count == 0 || gesprek.KanNiet is not null)
        {
            if (Since(student, zaak, Kaarten.Vergelijking, today) >= 2 * Chance(student, zaak, "voorstel", 6))
            {
                yield return new Opdracht.StelMomentenVoor(student, [today.AddDays(6).ToDateTime(new TimeOnly(15, 30)), today.AddDays(7).ToDateTime(new TimeOnly(16, 0))]);
            }
        }
        else
        {
            var mentor = zaak.Deelnemers.Werkplekbegeleiders[^1];
            if (Since(mentor, zaak, Kaarten.Vergelijking, today) >= 0 && gesprek.Voorstellen[0] > AmsterdamTime.WallTimeOf(world.Now))
            {
                yield return Chance(mentor, zaak, $"kies{gesprek.Voorstellen[0]:MMdd}", 5) == 0
                    ? new Opdracht.KanOpGeenMoment(mentor, "Volgende week kan ik wel")
                    : new Opdracht.KiesMoment(mentor, gesprek.Voorstellen[0]);
            }
            else if (gesprek.Voorstellen[^1] < AmsterdamTime.WallTimeOf(world.Now))
            {
                yield return new Opdracht.StelMomentenVoor(student, [today.AddDays(5).ToDateTime(new TimeOnly(15, 30))]);
            }
        }
    }

    private IEnumerable<Opdracht> Agree(Zaak zaak, DateOnly today)
    {
        var mentorWrote = zaak.ZijdeVan(zaak.Gesprek.Verslag!.Door) == Zijde.Mentor;
        var other = mentorWrote ? zaak.Deelnemers.Student : zaak.Deelnemers.Werkplekbegeleiders[0];
        if (Chance(other, zaak, "akkoord", 5) > 0 && Since(other, zaak, Kaarten.Vergelijking, today) >= 0)
        {
            yield return new Opdracht.GaAkkoord(other);
        }
    }

    /// <summary>One in ten presses "Straks" on the day the form comes.</summary>
    private async Task PutOffAsync(Zaak zaak)
    {
        var today = AmsterdamTime.DateOf(world.Now);
        foreach (var person in new[] { Zijde.Student, Zijde.Mentor }.SelectMany(zaak.Personen))
        {
            if (zaak.Fase == Fase.Open && Chance(person, zaak, "straks", 10) == 0 && Since(person, zaak, Kaarten.Formulier, today) == 0)
            {
                await world.Get<CardCatalog>().Verbs["tussenevaluatie.straks"](
                    new CardAction
                    {
                        Verb = "tussenevaluatie.straks",
                        Data = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["zaak"] = zaak.Id, ["kind"] = Kaarten.Formulier }),
                        Actor = person,
                        Door = Door.Web,
                        Now = world.Now,
                    },
                    Schoolwereld.Ct);
            }
        }
    }

    /// <summary>Days since the person got such a card; before that less than nothing.</summary>
    private int Since(PersonId person, Zaak zaak, string kind, DateOnly today) =>
        _got.TryGetValue((person, zaak.Id, kind), out var day) ? today.DayNumber - day.DayNumber : int.MinValue;

    /// <summary>0 up to <paramref name="of"/>; the same in every run.</summary>
    private int Chance(PersonId person, Zaak zaak, string what, int of)
    {
        var text = $"{seed}|{person}|{zaak.Id}|{what}";
        var hash = text.Aggregate(2166136261u, (h, c) => (h ^ c) * 16777619u);
        hash = (hash ^ (hash >> 16)) * 2246822519u;
        return (int)((hash ^ (hash >> 13)) % (uint)of);
    }
}
