using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Core;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Hosting;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Isop.Tests.Cards;
using Isop.Tests.Sleutels;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Certificaten.Badges;

/// <summary>What signs and checks credentials, composed as in the product, on a store of its own at a fixed moment.</summary>
internal sealed class Badgewereld : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    /// <param name="vault">The key is in there; null: a key of the installation's own.</param>
    /// <param name="settings">Other settings.</param>
    public Badgewereld(FakeVault? vault = null, params (string Key, string Value)[] settings)
    {
        _services = Compose(vault, settings);
    }

    public TemporaryStore Store { get; } = TestStores.Memory();

    public FakeTimeProvider Clock { get; } = new(Now);

    public Badgemaker Maker => _services.GetRequiredService<Badgemaker>();
    public Ondertekening Ondertekening => _services.GetRequiredService<Ondertekening>();
    public Sleutelregister Register => _services.GetRequiredService<Sleutelregister>();
    public Statuslijsten Lijsten => _services.GetRequiredService<Statuslijsten>();
    public Badgecontrole Controle => _services.GetRequiredService<Badgecontrole>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Another process on the same store.</summary>
    public ServiceProvider Compose(FakeVault? vault, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:PublicUrl"] = "https://isop.test",
            ["Isop:Certificaten:Sleutel"] = vault is null ? null : FakeVault.Key,
        }).AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IDocumentStore>(Store);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddOptions<IsopOptions>().BindConfiguration(IsopOptions.Section);
        services.AddSingleton<OpenVaultKey>(_ => vault!.Open());
        services.AddOutbox().AddCertificatenKern();
        return services.BuildServiceProvider();
    }

    public ValueTask<string> MaakAsync(Certificaat certificaat, string naam = "Jörg van Dam", string email = "Jorg@School.example") =>
        Maker.MaakAsync(certificaat, new Certificaathouder(certificaat.Nummer, null, naam, email), Ct);

    /// <summary>Checked by jose, with the keys that we publish.</summary>
    public async Task<Joseantwoord> JoseAsync(params string[] texts)
    {
        var adressen = new Badgeadressen(new Uri("https://isop.test"));
        var jwks = JsonSerializer.SerializeToNode(new Jwks([.. (await Register.AlleAsync(Ct)).Select(k => k.AlsJwk(adressen))]), CoreJson.Default.Jwks);
        return await Oracle.RunAsync<Joseantwoord>("jose.cjs", new { Jwks = jwks, Texts = texts, At = Now, Issuer = "https://isop.test/certificaten/uitgever" });
    }

    public static Certificaat Certificaat(Certificaatnummer? nummer = null)
    {
        var number = nummer ?? Certificaatnummer.Parse("AAECAwQFBgcICQoLDA0ODw");
        return new Certificaat
        {
            Nummer = number, Training = "opfris-1", Soort = "opfriscursus", Titel = "Opfriscursus werkplekbegeleiders",
            Omschrijving = "Nam deel aan de opfriscursus voor werkplekbegeleiders.", Dagen = [new(2026, 10, 14), new(2026, 10, 7)], Minuten = 195,
            Waar = "Basisschool De Linde, Ulft", Inhoud = "Feedback geven", Studiejaar = "2026-2027", Uitgever = "Partnerschap ISOP",
            Ondertekenaar = "Onderwijsbureau ISOP", Functie = "namens de opleidingen", Verstrekt = new(2026, 11, 16), GeldigTot = new(2029, 7, 31),
            Sjabloon = 1, Adres = new Uri($"https://isop.test/c/{number}"), Statusplek = new Statusplek("2026-2027", 94567),
        };
    }

    /// <summary>The bits of a published list, in order.</summary>
    public static async Task<bool[]> BitsAsync(JsonNode list)
    {
        var encoded = (string)list["credentialSubject"]!["encodedList"]!;
        Assert.Equal('u', encoded[0]);
        await using var gzip = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(encoded.AsSpan(1))), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await gzip.CopyToAsync(bytes, Ct);
        return [.. bytes.ToArray().SelectMany(b => Enumerable.Range(0, 8).Select(bit => (b & (0x80 >> bit)) != 0))];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }
}

internal sealed record Joseantwoord(Joseregel[] Answers, string[] Thumbprints);

/// <summary>What is in a text, or why it is refused.</summary>
internal sealed record Joseregel(JsonObject? Payload, JsonObject? Header, string? Error);
