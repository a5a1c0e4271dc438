using Isop.Bot.Cards;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using static Isop.Tests.Tussenevaluaties.Proefstage;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>Every card of this capability in every state, as people get them in the course of one tussenevaluatie.</summary>
internal static class Kaartvoorbeelden
{
    private static readonly string[] Stappen = ["sterk", "zichtbaar", "in-ontwikkeling", "sterk", "niet-gezien", "zichtbaar"];

    private static readonly Lazy<Task<IReadOnlyDictionary<string, RenderedCard>>> Made = new(MakeAsync);

    public static Task<IReadOnlyDictionary<string, RenderedCard>> AllAsync() => Made.Value;

    /// <summary>What the mentor chooses; the student chooses one further, so that the two agree here and differ there.</summary>
    public static (string Stap, string Toelichting) VanMentor(string vraag) => Answer(vraag, 0, "Dat zag ik deze week in de kring.");

    public static (string Stap, string Toelichting) VanStudent(string vraag) => Answer(vraag, vraag.Length % 3, "Ik merk dat dit steeds beter gaat.");

    private static (string Stap, string Toelichting) Answer(string vraag, int shift, string toelichting) =>
        (Stappen[(vraag.Length + shift) % Stappen.Length], vraag.Length % 2 == 0 ? toelichting : "");

    private static async Task<IReadOnlyDictionary<string, RenderedCard>> MakeAsync()
    {
        var all = new SortedDictionary<string, RenderedCard>(StringComparer.Ordinal);
        await LifeAsync(all);
        await LateAsync(all);
        await OneSidedAsync(all);
        await DuoAsync(all);
        return all;
    }

    private static async Task LifeAsync(SortedDictionary<string, RenderedCard> all)
    {
        await using var w = await Wereld.StartAsync();
        Kaart Keep(string name, Kaart kaart)
        {
            all.Add(name, kaart.Card);
            return kaart;
        }

        async Task<Kaart> Open(string name, PersonId who, string kind, string occasion = "") => Keep(name, await w.OpenAsync(who, kind, occasion));

        await Open("nog-niet-open", Fatima, Kaarten.Formulier);
        var leervragen = await Open("leervragen", Gijs, Kaarten.Leervragen, "opening");
        Keep("leervragen-bewaard", await w.ShownAsync(leervragen, "Bewaren", ("v1", "Hoe ik de kring begin"), ("v2", "Mijn rol in het leerteam")));
        await w.SayAsync(Fatima, "notitie Gijs: mooie kring over *herfst*");
        await w.GoToAsync(11, 16);
        await Open("leervragen-vast", Gijs, Kaarten.Leervragen);
        await Open("begin-student", Gijs, Kaarten.Formulier, "opening");
        var begin = await Open("begin-mentor", Fatima, Kaarten.Formulier, "opening");
        Keep("klopt-niet-mentor", await w.ShownAsync(begin, "Klopt dit niet?"));
        var eerste = Keep("bladzijde-mentor", await w.ShownAsync(begin, "Beginnen"));
        var tweede = await w.ShownAsync(eerste, "Verder", [.. eerste.Vragen.Select(v => ($"s_{v}", "sterk"))]);
        Keep("straks", await w.ShownAsync(tweede, "Bewaar en straks verder"));
        Keep("verder-mentor", await w.OpenAsync(Fatima, Kaarten.Formulier, "herinnering-1"));
        Keep("bladzijde-elders-ingevuld", await w.ShownAsync(eerste, "Verder", [.. eerste.Vragen.Select(v => ($"s_{v}", "zichtbaar"))]));
        Keep("overzicht-ontbreekt", await w.FillInAsync(Fatima, v => v.StartsWith("leervraag", StringComparison.Ordinal) ? ("", "") : ("nog-niet-zichtbaar", "")));
        Keep("overzicht-klaar", await w.FillInAsync(Fatima, VanMentor));
        await w.GoToAsync(11, 18, 15, 20);
        Keep("ingediend", await w.HandInAsync(Fatima, VanMentor));
        Keep("eigen-pagina", await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Formulier), "Mijn antwoorden lezen"));
        await w.GoToAsync(11, 20);
        Keep("beide-zichtbaar-student", await w.HandInAsync(Gijs, VanStudent));
        var vergelijking = await Open("beide-zichtbaar-mentor", Fatima, Kaarten.Vergelijking, "zichtbaar");
        Keep("aanpassen", await w.ShownAsync(vergelijking, "Mijn antwoorden aanpassen"));
        Keep("pagina", await w.ShownAsync(vergelijking, "Alles lezen of printen"));
        await Open("meelezer-nog-niet", Opleider, Kaarten.Vergelijking);
        var momenten = Keep("momenten", await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Vergelijking), "Momenten voorstellen"));
        Keep("voorgesteld-student", await w.ShownAsync(momenten, "Voorstellen", ("d1", "2026-11-24"), ("t1", "15:30"), ("d2", "2026-11-25"), ("t2", "16:00"), ("d3", "")));
        var voorstel = await Open("voorgesteld-mentor", Fatima, Kaarten.Vergelijking);
        var kanNiet = Keep("kan-niet", await w.ShownAsync(voorstel, "Ik kan op geen van deze"));
        await w.PressAsync(kanNiet, "Versturen", ("tekst", "Dinsdag 1 december kan ik wel"));
        Keep("kan-niet-student", await w.OpenAsync(Gijs, Kaarten.Vergelijking));
        Keep("momenten-oude-kaart", await w.ShownAsync(momenten, "Voorstellen", ("d1", "2026-11-27"), ("t1", "15:30"), ("d2", ""), ("d3", "")));
        momenten = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Vergelijking), "Momenten voorstellen");
        await w.PressAsync(momenten, "Voorstellen", ("d1", "2026-12-01"), ("t1", "15:30"), ("d2", ""), ("d3", ""));
        Keep("afgesproken", await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Vergelijking), "dinsdag 1 december om 15.30 uur"));
        await w.GoToAsync(12, 1, 16);
        var vastleggen = Keep("vastleggen", await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Vergelijking), "We hebben gesproken"));
        Keep("vastgelegd-student", await w.ShownAsync(vastleggen, "Vastleggen", ("datum", "2026-12-01"), ("tekst", "Gijs geeft elke week een hele les.\nWe kijken op 5 januari samen terug.")));
        Keep("vastgelegd-mentor", await w.OpenAsync(Fatima, Kaarten.Vergelijking));
        Keep("meelezer", await w.OpenAsync(Opleider, Kaarten.Vergelijking));
        Keep("akkoord", await w.ShownAsync(await w.OpenAsync(Fatima, Kaarten.Vergelijking), "Akkoord"));
        await w.GoToAsync(12, 29);
        var terugblik = await Open("terugblik", Gijs, Kaarten.Terugblik, "terugblik");
        Keep("terugblik-gegeven", await w.ShownAsync(terugblik, "Versturen", ("keuze", "onderweg"), ("tekst", "Twee hele lessen gegeven")));
    }

    private static async Task LateAsync(SortedDictionary<string, RenderedCard> all)
    {
        await using var w = await Wereld.StartAsync();
        foreach (var (month, day) in new[] { (11, 16), (11, 23), (11, 30), (12, 7), (12, 8) })
        {
            await w.GoToAsync(month, day);
        }

        var late = await w.OpenAsync(Opleider, Kaarten.TeLaat);
        all.Add("te-laat", late.Card);
        all.Add("begin-te-laat", (await w.OpenAsync(Fatima, Kaarten.Formulier, "herinnering-3")).Card);
        all.Add("klopt-niet-opleider", (await w.ShownAsync(late, "Klopt dit niet?")).Card);
        all.Add("te-laat-herinnerd", (await w.ShownAsync(late, "Herinner nog eens")).Card);
        var uitstel = await w.ShownAsync(late, "Uitstel tot …");
        all.Add("uitstel", uitstel.Card);
        var besproken = await w.ShownAsync(late, "Besproken zonder formulier");
        all.Add("besproken-zonder-formulier", besproken.Card);
        all.Add("uitstel-gegeven", (await w.ShownAsync(uitstel, "Uitstel geven", ("datum", "2026-12-18"))).Card);
        besproken = await w.ShownAsync(late, "Besproken zonder formulier");
        all.Add("besproken-afgesloten", (await w.ShownAsync(besproken, "Afsluiten", ("tekst", "Door ziekte samen besproken"))).Card);
        all.Add("te-laat-niet-bij-jou", (await w.OpenAsync(Coach, Kaarten.TeLaat)).Card);
        all.Add("afgesloten-zonder-formulier", (await w.OpenAsync(Gijs, Kaarten.Vergelijking)).Card);
    }

    private static async Task OneSidedAsync(SortedDictionary<string, RenderedCard> all)
    {
        await using var w = await Wereld.StartAsync();
        await w.GoToAsync(11, 16);
        await w.HandInAsync(Fatima, VanMentor);
        foreach (var (month, day) in new[] { (11, 23), (11, 30), (12, 7), (12, 8) })
        {
            await w.GoToAsync(month, day);
        }

        var vrijgave = await w.OpenAsync(Fatima, Kaarten.Vrijgave);
        all.Add("vrijgave", vrijgave.Card);
        all.Add("een-formulier-zichtbaar", (await w.ShownAsync(vrijgave, "Laat mijn formulier zien")).Card);
        all.Add("een-formulier-student", (await w.OpenAsync(Gijs, Kaarten.Vergelijking)).Card);
    }

    private static async Task DuoAsync(SortedDictionary<string, RenderedCard> all)
    {
        await using var w = await Wereld.StartAsync(new Proefstage { Mentoren = [Fatima, Noor] });
        await w.GoToAsync(11, 16);
        all.Add("begin-duo", (await w.OpenAsync(Noor, Kaarten.Formulier, "opening")).Card);
        await w.HandInAsync(Noor, VanMentor);
        all.Add("ingediend-door-collega", (await w.OpenAsync(Fatima, Kaarten.Formulier)).Card);
        var klopt = await w.ShownAsync(await w.OpenAsync(Gijs, Kaarten.Formulier), "Klopt dit niet?");
        all.Add("klopt-niet-student", klopt.Card);
        all.Add("klopt-niet-gemeld", (await w.ShownAsync(klopt, "Melden", ("keuze", "Ik heb een andere stageplek"))).Card);
        all.Add("klopt-niet-loopt", (await w.OpenAsync(Gijs, Kaarten.Formulier)).Card);
        await w.RegisterAsync(new Proefstage { Mentoren = [Noor], Gestopt = new DateOnly(2026, 11, 16) }.Register);
        all.Add("niet-meer-nodig", (await w.OpenAsync(Gijs, Kaarten.Formulier)).Card);
        all.Add("niet-meer-van-jou", (await w.OpenAsync(Fatima, Kaarten.Formulier)).Card);
    }
}
