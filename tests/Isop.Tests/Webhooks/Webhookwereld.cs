using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Isop.Bot.Bezorging;
using Isop.Bot.Web;
using Isop.Bot.Webhooks;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Toegang;
using Isop.Core.Webhooks;
using Isop.Tests.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Webhooks;

/// <summary>
/// Passing on as the leading instance does it, on a real store, with time that a test moves and receivers that play along. Another process
/// that takes over is the same world, stopped and started.
/// </summary>
internal sealed class Webhookwereld : IAsyncDisposable
{
    public static readonly PersonId Bureau = Id(1);
    public static readonly PersonId Student = Id(2);
    public static readonly PersonId Mentor = Id(3);
    public static readonly PersonId Coach = Id(4);
    public static readonly PersonId Directeur = Id(5);
    public static readonly PersonId Stagebureau = Id(6);

    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore _store = TestStores.Memory();
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly Lease _lease;
    private (CancellationTokenSource Stop, Task Task, Webhookzender Zender)? _lead;
    private int _rev;

    public Webhookwereld()
    {
        // A lease of which the time stands still: this process leads for as long as the test lets it.
        _lease = new Lease(_store, Lease.Bezorging, new FakeTimeProvider(Begin));
        Abonnementen = new AbonnementStore(_store);
        Sturing = new Sturing(_store);
    }

    public IDocumentStore Store => _store;
    public FakeTimeProvider Clock { get; } = new(Begin);
    public DateTimeOffset Now => Clock.GetUtcNow();
    public AbonnementStore Abonnementen { get; }
    public Sturing Sturing { get; }
    public Kick Kick { get; } = new();
    public Ontvanger Ontvanger { get; } = new();
    public WebhookOptions Options { get; } = new();
    public RegisterSnapshot Register { get; set; } = RegisterVan(Data);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static RegisterData Data => new()
    {
        Organisaties =
        [
            new Organisatie
            {
                Code = "O1", Naam = "De Linde", Bestuur = "B1", Soort = SoortOrganisatie.School, Plaats = "Ulft", Postcode = "7071 AA",
                Vakantieregio = Vakantieregio.Midden, SluitInVakantie = true, Interprofessioneel = false, Opleidingsorganisatie = true,
            },
        ],
        Personen = [Persoon(Bureau), Persoon(Student), Persoon(Mentor), Persoon(Coach), Persoon(Directeur), Persoon(Stagebureau)],
        Rollen =
        [
            Rol(Bureau, RolSoort.Onderwijsbureau), Rol(Coach, RolSoort.Studiecoach), Rol(Mentor, RolSoort.Werkplekbegeleider), Rol(Directeur, RolSoort.Directeur),
            Rol(Stagebureau, RolSoort.Stagebureau),
        ],
        Studenten = [new Student { Persoon = Student, Studentnummer = "500001", Opleiding = Opleiding.Parse("pabo-vt"), Leerjaar = 2, Studiecoach = Coach }],
        Stages =
        [
            new Stage
            {
                Id = "s1", Student = Student, Organisatie = "O1", Groep = "groep 5", Werkplekbegeleiders = [Mentor], Van = new DateOnly(2026, 8, 31),
                Tot = new DateOnly(2027, 1, 29), Dagen = [DayOfWeek.Tuesday],
            },
        ],
    };

    public static RegisterSnapshot RegisterVan(RegisterData data) => new(Guid.NewGuid().ToString("N"), data);

    /// <summary>This person left.</summary>
    public void Vertrekt(PersonId persoon) => Register = RegisterVan(Register.Data with
    {
        Personen = [.. Register.Data.Personen.Select(p => p.Id == persoon ? p with { Beeindigd = new DateOnly(2026, 11, 1) } : p)],
    });

    public async Task<Abonnement> AbonneerAsync(
        PersonId persoon, string host = "a.logic.azure.com", Gebeurtenissoort soort = Gebeurtenissoort.Tussenevaluatie, string? wat = null, string? organisatie = null)
    {
        var geheimen = new Webhookgeheimen(_keys);
        var abonnement = new Abonnement
        {
            Id = Guid.NewGuid().ToString("N"), Persoon = persoon, Soort = soort, Wat = wat, Organisatie = organisatie, Host = host,
            Adres = geheimen.Sluit($"https://{host}/hook?sig=x"), Geheim = geheimen.Sluit(Handtekening.Trek()),
            Token = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)), Sinds = Now,
        };
        Assert.True(await Abonnementen.AddAsync(abonnement, Ct));
        return abonnement;
    }

    public Gebeurtenis Gebeurtenis(string zaak, string wat = Gebeurteniswoorden.BeideIngevuld, string keer = "") => new()
    {
        Soort = Gebeurtenissoort.Tussenevaluatie, Wat = wat, Zaak = zaak, Keer = keer, Op = Now, Volgnummer = ++_rev, Organisatie = "O1", Staat = wat, Stage = "s1",
        Kring = new Kring { Student = Student, Organisatie = "O1", Bestuur = "", Werkplekbegeleiders = [Mentor], Studiecoach = Coach },
    };

    /// <summary>As a decision does it: in the commit of the case.</summary>
    public async Task MeldAsync(params Gebeurtenis[] gebeurtenissen)
    {
        foreach (var g in gebeurtenissen)
        {
            await new Outbox(_store, Clock, Kick).CommitAsync(new Partition("zaken", g.Zaak), [], [GebeurtenisIntent.Van(g)], Ct);
        }
    }

    public async Task StartAsync()
    {
        Assert.True(await _lease.TryHoldAsync(Ct));
        CurrentRegister register = _ => ValueTask.FromResult(Register);
        var poort = new Verzendpoort(Sturing, _lease, Clock, NullLogger<Verzendpoort>.Instance);
        var zender = new Webhookzender(VeiligeVerbinding.Internet, Clock, Ontvanger);
        var poging = new Webhookpoging(
            Abonnementen, new Webhookgeheimen(_keys), zender, poort, register, (_, _) => ValueTask.FromResult(true), Microsoft.Extensions.Options.Options.Create(Options),
            Microsoft.Extensions.Options.Options.Create(new WebOptions { PublicUrl = new Uri("https://isop.test") }), Clock);
        var dienst = new Webhookdienst(
            Abonnementen, new Agendas(_store), poging, register, Microsoft.Extensions.Options.Options.Create(new BezorgOptions()), Clock, NullLogger<Webhookdienst>.Instance);
        var stop = new CancellationTokenSource();
        _lead = (stop, Task.Run(() => dienst.RunAsync(Kick, stop.Token), Ct), zender);
    }

    /// <summary>The lead goes; what was under way is cut off.</summary>
    public async Task StopAsync()
    {
        if (_lead is { } lead)
        {
            _lead = null;
            await lead.Stop.CancelAsync();
            await lead.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lead.Stop.Dispose();
        }
    }

    /// <summary>Lets time run, ten milliseconds at a time, until it has happened.</summary>
    public async Task TotAsync(Func<bool> done) => await TotAsync(() => Task.FromResult(done()));

    public async Task TotAsync(Func<Task<bool>> done)
    {
        for (var step = 0; step < 6000; step++)
        {
            if (await done())
            {
                return;
            }

            Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1, Ct);
        }

        Assert.Fail("A minute passed and it did not happen.");
    }

    /// <summary>Lets this much time run, and everybody do what it brings.</summary>
    public async Task LaatAsync(TimeSpan time)
    {
        for (var until = Now + time; Now < until;)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1, Ct);
        }
    }

    public async Task<Abonnementstand?> StandAsync(Abonnement abonnement) => (await Abonnementen.StandAsync(abonnement.Id, Ct))?.Value;

    public async Task<Stopreden?> RedenAsync(Abonnement abonnement) => (await Abonnementen.FindAsync(abonnement.Id, Ct))!.Reden;

    public async Task<IReadOnlyList<Aflevering>> OnderwegAsync(Abonnement abonnement) =>
        [.. (await Abonnementen.OnderwegAsync(abonnement.Id, Ct).ToListAsync(Ct)).Select(a => a.Value)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Ontvanger.Dispose();
        _lease.Dispose();
        await _store.DisposeAsync();
    }

    private static PersonId Id(byte number) => PersonId.From(new Guid(number, 0, 0, new byte[8]));

    private static Persoon Persoon(PersonId id) => new() { Id = id, Email = $"{id}@x.example", Naam = $"Persoon {id}", Roepnaam = "Persoon", Bron = "bureau" };

    private static Rol Rol(PersonId persoon, RolSoort soort) => new(persoon, soort, "O1", "B1", new DateOnly(2026, 8, 1), null);
}

/// <summary>Every receiver there is: answers by script, and notes what arrived.</summary>
internal sealed class Ontvanger : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<Aankomst, Task<HttpStatusCode>>> _antwoorden = new();
    private readonly ConcurrentQueue<Aankomst> _aangekomen = new();

    /// <summary>In the order in which they came, whatever was answered.</summary>
    public IReadOnlyList<Aankomst> Alle => [.. _aangekomen];

    public IEnumerable<string> Zaken(string host = "a.logic.azure.com") => Alle.Where(a => a.Host == host).Select(a => a.Zaak);

    public void Antwoord(string host, Func<Aankomst, HttpStatusCode> antwoord) => _antwoorden[host] = a => Task.FromResult(antwoord(a));

    public void Antwoord(string host, Func<Aankomst, Task<HttpStatusCode>> antwoord) => _antwoorden[host] = antwoord;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var root = body.RootElement;
        var aankomst = new Aankomst(
            request.RequestUri!.Host, request.Headers.GetValues("webhook-id").Single(), root.GetProperty("zaak").GetString()!, root.GetProperty("gebeurtenis").GetString()!,
            root.GetRawText());
        _aangekomen.Enqueue(aankomst);
        var status = _antwoorden.TryGetValue(aankomst.Host, out var script) ? await script(aankomst).WaitAsync(cancellationToken) : HttpStatusCode.OK;
        return new HttpResponseMessage(status) { RequestMessage = request };
    }
}

internal sealed record Aankomst(string Host, string Id, string Zaak, string Wat, string Body);
