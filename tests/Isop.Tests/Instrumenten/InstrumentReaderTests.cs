using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Isop.Core;
using Isop.Core.Instrumenten;
using static Isop.Tests.Instrumenten.Instruments;

namespace Isop.Tests.Instrumenten;

public sealed class InstrumentReaderTests
{
    [Fact]
    public void A_good_instrument_is_read_as_it_was_written()
    {
        var good = Assert.IsType<InstrumentReading.Good>(InstrumentReader.Read(Bytes(Json())));

        Assert.Equal(Json(), Json(good.Instrument));
    }

    [Theory]
    [InlineData("$.modellen[0].groepen[1].criteria[0]", "kleur", "\"rood\"", "$.modellen[0].groepen[1].criteria[0]", "‘kleur’ kennen we hier niet. Gebruik alleen: id, tekst, tekstIk, kijkwijzer.")]
    [InlineData("$.modellen[0].groepen[1].criteria[0]", "tekstIk", null, "$.modellen[0].groepen[1].criteria[0].tekstIk", "Dit ontbreekt.")]
    [InlineData("$.modellen[0].groepen[0].criteria[1]", "id", "\"doel\"", "$.modellen[0].groepen[0].criteria[1].id", "Een ander criterium heeft deze id al.")]
    [InlineData("$.modellen[0].groepen[0].criteria[1]", "id", "\"leervraag-1\"", "$.modellen[0].groepen[0].criteria[1].id", "‘leervraag-’ is van de leervragen van de student. Kies een andere id.")]
    [InlineData("$.modellen[0].groepen[0].criteria[1]", "id", "\"Élan\"", "$.modellen[0].groepen[0].criteria[1].id", "Gebruik kleine letters, cijfers en streepjes: 1 tot 60 tekens.")]
    [InlineData("$.modellen[0].groepen[0].criteria[1]", "tekst", "12", "$.modellen[0].groepen[0].criteria[1].tekst", "Hier hoort tekst te staan.")]
    [InlineData("$.modellen[0].groepen[0].criteria[1]", "tekst", "\" \"", "$.modellen[0].groepen[0].criteria[1].tekst", "Vul hier tekst in.")]
    [InlineData("$.modellen[0].groepen[0].criteria[1]", "tekst", "\"a\\u0000b\"", "$.modellen[0].groepen[0].criteria[1].tekst", "Hier staat een teken dat niet te zien is, zoals een tab of een nieuwe regel.")]
    [InlineData("$.modellen[1].groepen[0]", "id", "\"kinderen\"", "$.modellen[1].groepen[0].id", "Een andere groep heeft deze id al.")]
    [InlineData("$.modellen[1].groepen[0]", "criteria", "[]", "$.modellen[1].groepen[0].criteria", "Geef één tot 5 criteria: een groep is één bladzijde.")]
    [InlineData("$.modellen[1]", "nummer", "3", "$.modellen", "Geef model 1 en daarna model 2.")]
    [InlineData("$.modellen[1]", "groepen", "{}", "$.modellen[1].groepen", "Hier hoort een lijst te staan: [ … ].")]
    [InlineData("$.schaal[1]", "waarde", "1", "$.schaal[1].waarde", "Een andere stap heeft deze waarde al.")]
    [InlineData("$.schaal[1]", "waarde", "1.5", "$.schaal[1].waarde", "Hier hoort een geheel getal te staan.")]
    [InlineData("$.schaal[1]", "toelichtingNodig", "\"ja\"", "$.schaal[1].toelichtingNodig", "Hier hoort true of false te staan.")]
    [InlineData("$", "opleidingen", "[\"pabo\"]", "$.opleidingen[0]", "Deze opleiding kennen we niet.")]
    [InlineData("$", "opleidingen", "[\" pabo-vt\"]", "$.opleidingen[0]", "Deze opleiding kennen we niet.")]
    [InlineData("$", "opleidingen", "[]", "$.opleidingen", "Noem minstens één opleiding.")]
    [InlineData("$", "opleidingen", "[\"pabo-vt\",\"pabo-vt\"]", "$.opleidingen[1]", "Deze opleiding staat er twee keer.")]
    [InlineData("$", "leerjaren", "[5]", "$.leerjaren[0]", "Een leerjaar is 1, 2, 3 of 4.")]
    [InlineData("$", "versie", "0", "$.versie", "De versie is een getal van 1 tot en met 9999.")]
    [InlineData("$", "versie", "99999999999", "$.versie", "Hier hoort een geheel getal te staan.")]
    [InlineData("$", "openingsvragen", "[\"Eén?\"]", "$.openingsvragen", "Geef precies drie vragen om het gesprek mee te openen.")]
    [InlineData("$", "schaal", "[1]", "$.schaal[0]", "Hier hoort een object te staan: { … }.")]
    public void A_fault_is_named_with_its_place_and_reason(string at, string property, string? value, string path, string reason)
    {
        var root = JsonNode.Parse(Json())!;
        var target = At(root, at);
        target.Remove(property);
        if (value is not null)
        {
            target[property] = JsonNode.Parse(value);
        }

        Assert.Contains(new InstrumentFault(path, reason), Faults(Bytes(root.ToJsonString())));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var root = JsonNode.Parse(Json())!;
        At(root, "$").Remove("naam");
        At(root, "$.schaal[0]").Remove("id");
        At(root, "$.modellen[1].groepen[0]")["kleur"] = 1;

        Assert.Equal(["$.naam", "$.schaal[0].id", "$.modellen[1].groepen[0]"], Faults(Bytes(root.ToJsonString())).Select(f => f.Pad));
    }

    [Fact]
    public void A_property_that_is_there_twice_is_a_fault() =>
        Assert.Contains(new InstrumentFault("$.naam", "Dit staat er twee keer."), Faults(Bytes("{\"naam\":\"a\",\"naam\":\"b\"}")));

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_without_reading_on()
    {
        using var endless = new EndlessStream();
        var faulty = Assert.IsType<InstrumentReading.Faulty>(await InstrumentReader.ReadAsync(endless, TestContext.Current.CancellationToken));

        Assert.Equal("$: Dit bestand is te groot. Een instrument is hooguit 256 kB.", Assert.Single(faulty.Faults).ToString());
        Assert.InRange(endless.Given, InstrumentReader.MaxBytes, InstrumentReader.MaxBytes + 1);
    }

    [Fact]
    public void Json_that_is_nested_too_deep_is_refused() =>
        Assert.Contains("diep genest", Assert.Single(Faults(Bytes(new string('[', 100_000)))).Reden, StringComparison.Ordinal);

    [Fact]
    public void Broken_json_is_told_with_its_line() =>
        Assert.Contains("Kijk bij regel 2,", Assert.Single(Faults(Bytes("{\n  \"id\" \"x\" }"))).Reden, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    public void Escapes_that_are_no_text_are_refused(string json) =>
        Assert.StartsWith("Er staan tekens in die geen tekst zijn.", Assert.Single(Faults(Bytes(json))).Reden, StringComparison.Ordinal);

    [Fact]
    public void A_file_saved_by_a_windows_editor_is_read()
    {
        var withMark = Encoding.UTF8.GetPreamble().Concat(Bytes(Json().Replace("\n", "\r\n", StringComparison.Ordinal))).ToArray();

        Assert.IsType<InstrumentReading.Good>(InstrumentReader.Read(withMark));
    }

    [Property(MaxTest = 500)]
    public void Random_bytes_are_refused_and_never_throw(byte[] bytes) => Assert.NotEmpty(Faults(bytes));

    [Property(MaxTest = 500)]
    public void One_changed_byte_never_throws(int at, byte value)
    {
        var bytes = Bytes(Json());
        bytes[(int)((uint)at % bytes.Length)] = value;

        Assert.NotNull(InstrumentReader.Read(bytes));
    }

    private static string Json(Instrument? instrument = null) => JsonSerializer.Serialize(instrument ?? Klein(), CoreJson.Default.Instrument);

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static IReadOnlyList<InstrumentFault> Faults(byte[] json) => Assert.IsType<InstrumentReading.Faulty>(InstrumentReader.Read(json)).Faults;

    private static JsonObject At(JsonNode root, string path) =>
        path.Split('.', '[', ']').Where(part => part is not ("$" or ""))
            .Aggregate(root, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!).AsObject();

    private sealed class EndlessStream : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, 4096);
            buffer[..count].Span.Fill((byte)' ');
            Given += count;
            return ValueTask.FromResult(count);
        }
    }
}
