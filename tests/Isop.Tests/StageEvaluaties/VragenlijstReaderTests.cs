using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Isop.Core.Instrumenten;
using Isop.Core.StageEvaluaties;
using static Isop.Tests.StageEvaluaties.Vragenlijsten;

namespace Isop.Tests.StageEvaluaties;

public sealed class VragenlijstReaderTests
{
    [Fact]
    public void A_good_list_is_read_as_it_was_written()
    {
        Assert.Equal(Json(Klein()), Json(Good(Json(Klein()))));
        Assert.Equal(Json(Grootst()), Json(Good(Json(Grootst()))));
    }

    [Theory]
    [InlineData("$.onderdelen[1].stellingen[0]", "kleur", "\"rood\"", "$.onderdelen[1].stellingen[0]", "‘kleur’ kennen we hier niet. Gebruik alleen: id, tekst, kort, norm.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "kort", null, "$.onderdelen[1].stellingen[0].kort", "Dit ontbreekt.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "kort", "\"kort SFEER\"", "$.onderdelen[1].stellingen[0].kort", "Een andere stelling heet in het rapport al zo.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "id", "\"sfeer\"", "$.onderdelen[1].stellingen[0].id", "Een andere vraag heeft deze id al.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "id", "\"Élan\"", "$.onderdelen[1].stellingen[0].id", "Gebruik kleine letters, cijfers en streepjes: 1 tot 60 tekens.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "tekst", "\"a\\nb\"", "$.onderdelen[1].stellingen[0].tekst", "Hier staat een teken dat niet te zien is, zoals een tab of een nieuwe regel.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "norm", "0.9", "$.onderdelen[1].stellingen[0].norm", "Een norm is een getal van 1 tot en met 5, bijvoorbeeld 3.5.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "norm", "5.01", "$.onderdelen[1].stellingen[0].norm", "Een norm is een getal van 1 tot en met 5, bijvoorbeeld 3.5.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "norm", "1e999", "$.onderdelen[1].stellingen[0].norm", "Een norm is een getal van 1 tot en met 5, bijvoorbeeld 3.5.")]
    [InlineData("$.onderdelen[1].stellingen[0]", "norm", "\"3,5\"", "$.onderdelen[1].stellingen[0].norm", "Hier hoort een getal te staan, bijvoorbeeld 3.5.")]
    [InlineData("$.onderdelen[1]", "over", "\"Directeur\"", "$.onderdelen[1].over", "Kies hier uit: Organisatie, Werkplekbegeleider, Opleider, Leerteam.")]
    [InlineData("$.onderdelen[1]", "over", "\"\"", "$.onderdelen[1].over", "Kies hier uit: Organisatie, Werkplekbegeleider, Opleider, Leerteam.")]
    [InlineData("$.onderdelen[1]", "over", "2", "$.onderdelen[1].over", "Kies hier uit: Organisatie, Werkplekbegeleider, Opleider, Leerteam.")]
    [InlineData("$.onderdelen[1]", "over", null, "$.onderdelen[1].over", "Dit ontbreekt.")]
    [InlineData("$.onderdelen[1]", "id", "\"plek\"", "$.onderdelen[1].id", "Een ander onderdeel heeft deze id al.")]
    [InlineData("$.onderdelen[1]", "stellingen", "[]", "$.onderdelen[1].stellingen", "Geef minstens één stelling.")]
    [InlineData("$.openVragen[0]", "id", "\"sfeer\"", "$.openVragen[0].id", "Een andere vraag heeft deze id al.")]
    [InlineData("$", "stappen", "[\"a\",\"b\",\"c\",\"d\"]", "$.stappen", "Geef precies 5 stappen, van ‘helemaal oneens’ naar ‘helemaal eens’.")]
    [InlineData("$", "stappen", "[\"a\",\"b\",\"c\",\"d\",\"A \"]", "$.stappen[4]", "Deze stap staat er twee keer.")]
    [InlineData("$", "opleidingen", "[\"pabo\"]", "$.opleidingen[0]", "Deze opleiding kennen we niet.")]
    [InlineData("$", "opleidingen", "[\"gast: Sport\"]", "$.opleidingen[0]", "Gaststudenten krijgen geen vragenlijst.")]
    [InlineData("$", "opleidingen", "[\"pabo-vt\",\"pabo-vt\"]", "$.opleidingen[1]", "Deze opleiding staat er twee keer.")]
    [InlineData("$", "opleidingen", "[]", "$.opleidingen", "Noem minstens één opleiding.")]
    [InlineData("$", "onderdelen", "[]", "$.onderdelen", "Geef één tot 10 onderdelen.")]
    [InlineData("$", "onderdelen", "[1]", "$.onderdelen[0]", "Hier hoort een object te staan: { … }.")]
    [InlineData("$", "openVragen", "{}", "$.openVragen", "Hier hoort een lijst te staan: [ … ].")]
    [InlineData("$", "versie", "0", "$.versie", "De versie is een getal van 1 tot en met 9999.")]
    public void A_fault_is_named_with_its_place_and_reason(string at, string property, string? value, string path, string reason)
    {
        var root = JsonNode.Parse(Json(Klein()))!;
        var target = At(root, at);
        target.Remove(property);
        if (value is not null)
        {
            target[property] = JsonNode.Parse(value);
        }

        Assert.Contains(new InstrumentFault(path, reason), Faults(root.ToJsonString()));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void A_list_has_at_most_thirty_stellingen(int count, bool fault)
    {
        var many = Klein() with { Onderdelen = [Onderdeel("plek", Onderwerp.Organisatie, [.. Enumerable.Range(0, count).Select(n => Stelling($"s{n}"))])] };

        Assert.Equal(fault ? ["$.onderdelen"] : [], VragenlijstCheck.Check(many).Select(f => f.Pad));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_list_has_at_most_two_open_vragen(int count, bool fault)
    {
        var many = Klein() with { OpenVragen = [.. Enumerable.Range(0, count).Select(n => new OpenVraag { Id = $"o{n}", Tekst = "Wat?" })] };

        Assert.Equal(fault ? ["$.openVragen: Stel hooguit 2 open vragen."] : [], VragenlijstCheck.Check(many).Select(f => f.ToString()));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var root = JsonNode.Parse(Json(Klein()))!;
        At(root, "$").Remove("naam");
        At(root, "$.onderdelen[1].stellingen[1]").Remove("tekst");
        At(root, "$.openVragen[1]")["kleur"] = 1;

        Assert.Equal(["$.naam", "$.onderdelen[1].stellingen[1].tekst", "$.openVragen[1]"], Faults(root.ToJsonString()).Select(f => f.Pad));
    }

    [Fact]
    public void A_file_that_is_too_large_too_deep_or_broken_is_told_in_a_sentence()
    {
        Assert.Equal("$: Dit bestand is te groot. Een vragenlijst is hooguit 256 kB.", Assert.Single(Faults(new string(' ', VragenlijstReader.MaxBytes + 1))).ToString());
        Assert.Contains("diep genest", Assert.Single(Faults(new string('[', 100_000))).Reden, StringComparison.Ordinal);
        Assert.Contains("Kijk bij regel 2,", Assert.Single(Faults("{\n  \"id\" \"x\" }")).Reden, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_is_about_may_be_written_in_small_letters() =>
        Assert.Equal(Onderwerp.Opleider, Good(Json(Klein()).Replace("\"Opleider\"", "\"opleider\"", StringComparison.Ordinal)).Onderdelen[1].Over);

    [Property(MaxTest = 300)]
    public void Random_bytes_are_refused_and_never_throw(byte[] bytes) => Assert.IsType<VragenlijstReading.Faulty>(VragenlijstReader.Read(bytes));

    [Property(MaxTest = 500)]
    public void One_changed_byte_never_throws(int at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(Json(Klein()));
        bytes[(int)((uint)at % bytes.Length)] = value;

        Assert.NotNull(VragenlijstReader.Read(bytes));
    }

    private static Vragenlijst Good(string json) => Assert.IsType<VragenlijstReading.Good>(VragenlijstReader.Read(Encoding.UTF8.GetBytes(json))).Vragenlijst;

    private static IReadOnlyList<InstrumentFault> Faults(string json) =>
        Assert.IsType<VragenlijstReading.Faulty>(VragenlijstReader.Read(Encoding.UTF8.GetBytes(json))).Faults;

    private static JsonObject At(JsonNode root, string path) =>
        path.Split('.', '[', ']').Where(part => part is not ("$" or ""))
            .Aggregate(root, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!).AsObject();
}
