using Isop.Bot.Beheer;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Development;
using Isop.Bot.Teams;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Isop.Bot.Web.Sessions;
using Isop.Core;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Instrumenten;
using Isop.Core.Meldingen;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Bezorging;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Opdracht = Isop.Core.Tussenevaluaties.Opdracht;

namespace Isop.Tests.Personen;

/// <summary>
/// The application without its doors on a store with the demo register, in which two people left everything that somebody can leave:
/// Sanne Wolters, a student, and Fatima Yıldız, who guides her, Gijs and (with Noor) Ibrahim. Afterwards Fatima hands over to Noor.
/// </summary>
internal sealed class Persoonswereld : IAsyncDisposable
{
    public const string Sanne = "sanne.wolters@student.iselinge.example";
    public const string Gijs = "gijs.devries@student.iselinge.example";
    public const string Ibrahim = "ibrahim.elamrani@student.iselinge.example";
    public const string Fatima = "fatima@delinde.example";
    public const string FatimaEerst = "fatima.yildiz@delinde.example";
    public const string Noor = "noor.teselink@delinde.example";
    public const string Coach = "cas.prinsen@iselinge.example";

    private readonly IHost _host;
    private readonly IAsyncDisposable? _own;

    private Persoonswereld(IDocumentStore store, string connection, IAsyncDisposable? own)
    {
        (Store, Connection, _own) = (store, connection, own);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Isop:Bot:AppId"] = "22222222-2222-2222-2222-222222222222",
            ["Isop:Bot:TenantId"] = BezorgWereld.Tenant,
            [$"Isop:Tenants:{BezorgWereld.Tenant}:0"] = "student.iselinge.example",
            [$"Isop:Tenants:{BezorgWereld.Tenant}:1"] = "delinde.example",
        });
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(store);
        services.AddSingleton(s => new RegisterStore(store, s.GetRequiredService<Outbox>(), Clock));
        services.AddSingleton<CurrentRegister>(s => s.GetRequiredService<RegisterStore>().CurrentAsync);
        services.AddSingleton<InstrumentStore>().AddSingleton<MeldingStore>().AddSingleton<CardCatalog>().AddSingleton<Wismerken>().AddSingleton<Wissing>();
        services.AddSingleton<IMailer>(new SpeelMailer());
        services.AddOptions<WebOptions>().Configure(o => o.PublicUrl = new Uri("https://isop.test"));
        services.AddSingleton<MailedLinks>().AddSingleton<Sessions>();
        services.AddSingleton<LinkMaker>(s => (person, now, ct) => s.GetRequiredService<MailedLinks>().CreateAsync(person, MailedLinks.Inbox, now, ct));
        services.AddSingleton<PaginaLink>((_, path, _, _, _) => ValueTask.FromResult(new Uri($"https://isop.example{path}")));
        builder.AddTeams();
        services.AddSingleton<IConnectorToken, NoConnectorToken>();
        services.AddHttpClient(ConnectorClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => Connector);
        builder.AddBezorging();
        services.RemoveAll<IValidateOptions<BezorgOptions>>();
        services.PostConfigure<BezorgOptions>(o => o.CallsPerSecond = 1_000_000);
        services.AddTussenevaluaties();
        services.AddBegeleidingsteamKern();
        _host = builder.Build();
        Get<CardCatalog>().MapTussenevaluaties(_host.Services);
        _host.Services.UseBezorging();
        Get<PlanningCatalog>().Add(TussenevaluatiePlanning.Capability, Get<TussenevaluatiePlanning>().WakeAsync);
    }

    public IDocumentStore Store { get; }

    public string Connection { get; }

    public FakeTimeProvider Clock { get; } = new(AmsterdamTime.At(new DateOnly(2026, 11, 16), new TimeOnly(9, 0)));

    public SpeelConnector Connector { get; } = new();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<Persoonswereld> SqliteAsync()
    {
        var store = TestStores.Memory();
        return await FillAsync(new Persoonswereld(store, store.ConnectionString, store));
    }

    public static async Task<Persoonswereld> OnAsync(IDocumentStore store, string connection) => await FillAsync(new Persoonswereld(store, connection, null));

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task<RegisterSnapshot> RegisterAsync() => await Get<RegisterStore>().CurrentAsync(Ct);

    public async Task<PersonId> IdAsync(string adres) => (await RegisterAsync()).FindByEmail(adres)!.Id;

    /// <summary>A command on this store, a minute later: nobody else works by then.</summary>
    public async Task<(int Code, string Uit, string Fouten)> RunAsync(string[] args, string? answer = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var opdracht = Opdrachtregel.Read([.. args, $"--Isop:Storage={Connection}", "--environment=Production"]);
        Assert.NotNull(opdracht);
        using var uit = new StringWriter();
        using var fouten = new StringWriter();
        using var antwoorden = answer is null ? null : new StringReader(answer);
        var code = await Beheerder.RunAsync(opdracht, uit, fouten, Clock, antwoorden, Ct);
        return (code, uit.ToString(), fouten.ToString());
    }

    public async Task ChangeAsync(RegisterChange change) =>
        Assert.IsType<ChangeOutcome.Changed>(await Get<RegisterStore>().ChangeAsync(change, "bureau", Ct));

    /// <summary>The person leaves, as the bureau tells it.</summary>
    public async Task StopAsync(string adres)
    {
        await ChangeAsync(new RegisterChange.PersoonStopt(await IdAsync(adres)));
        await WorkAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public async Task WorkAsync()
    {
        await Get<Planning>().RunAsync(Now, Ct);
        await Get<Bezorgdienst>().DrainAsync(Now, Ct);
    }

    /// <summary>By what each can be found back, in whatever is stored.</summary>
    public async Task<IReadOnlyList<string>> NamesOfAsync(string adres)
    {
        var (register, id) = (await RegisterAsync(), await IdAsync(adres));
        var person = register.Find(id)!;
        string?[] names = [id.ToString(), person.Naam, person.Email, .. person.EerdereAdressen ?? [], person.Telefoon,
            register.FindStudent(id)?.Studentnummer, .. adres is Sanne or Fatima ? [AccountOf(adres).ObjectId, Conversation(adres)] : Array.Empty<string>()];
        return [.. names.OfType<string>()];
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    public async Task<Zaak> ZaakAsync(string student)
    {
        var zaken = Get<TussenevaluatieStore>();
        var ids = await zaken.ZakenOfStudentAsync(await IdAsync(student), Ct).ToListAsync(Ct);
        return (await zaken.FindAsync(ids[0], Ct))!;
    }

    private static TeamsAccount AccountOf(string adres) =>
        TeamsAccount.Of(BezorgWereld.Tenant, adres == Sanne ? "5a44e000-0000-4000-8000-000000000001" : "fa71aa00-0000-4000-8000-000000000002");

    private static string Conversation(string adres) => $"a:gesprek-{(adres == Sanne ? "sw" : "fy")}-42";

    private static async Task<Persoonswereld> FillAsync(Persoonswereld world)
    {
        using (var zip = Demoregister.Zip(world.Now))
        {
            var preview = Assert.IsType<PreviewOutcome.Preview>(await world.Get<RegisterStore>().PreviewAsync(zip, "bureau", Ct));
            Assert.IsType<ApplyOutcome.Applied>(await world.Get<RegisterStore>().ApplyAsync(preview.Version, "bureau", true, Ct));
        }

        Assert.IsType<ChangeOutcome.Changed>(await world.Get<RegisterStore>().ChangeAsync(
            new RegisterChange.AnderAdres(await world.IdAsync(FatimaEerst), Fatima), (await world.IdAsync("bea.bakker@onderwijsbureau.example")).ToString(), Ct));
        await world.LinkAsync(Sanne);
        await world.LinkAsync(Fatima);
        foreach (var hour in new[] { 9, 16, 20 })
        {
            world.Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2026, 11, 16), new TimeOnly(hour, 0)));
            await world.WorkAsync();
        }

        await world.FormsAsync();
        await world.OtherTracesAsync();
        world.Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2026, 11, 24), new TimeOnly(16, 0)));
        await world.WorkAsync();
        await world.HandOverAsync();
        return world;
    }

    private async Task LinkAsync(string adres)
    {
        var account = AccountOf(adres);
        Connector.Addresses[account.ObjectId] = adres;
        var where = new ConversationReference { Account = account, ServiceUrl = ServiceHosts.Global, ConversationId = Conversation(adres) };
        Assert.IsType<LinkOutcome.Linked>(await Get<PersonLinks>().FindOrLinkAsync(where, memberId: null, Now, Ct));
        await Get<ConversationStore>().KeepAsync(where, Ct);
    }

    /// <summary>Gijs and Sanne talked it over with Fatima, Ibrahim has not handed in, and Fatima left a draft for him.</summary>
    private async Task FormsAsync()
    {
        foreach (var student in new[] { Gijs, Sanne, Ibrahim })
        {
            var zaak = await ZaakAsync(student);
            await NoteAsync(zaak, student, $"notitie van {student} over Fatima");
            await NoteAsync(zaak, Fatima, $"notitie van Fatima over {student}");
            await FillInAsync(zaak, student, $"eigen antwoord van {student}, met dank aan Fatima Yıldız");
            await FillInAsync(zaak, Fatima, $"antwoord van de mentor over {student}");
            if (student != Ibrahim)
            {
                await DoAsync(student, new Opdracht.DienIn(await IdAsync(student), ViaBrowser: true));
                await DoAsync(student, new Opdracht.DienIn(await IdAsync(Fatima), ViaBrowser: true));
                await Get<TussenevaluatieStore>().KeepOpenedAsync(await ZaakAsync(student), await IdAsync(Fatima), new LeesrechtOptions(), Now, Ct);
                await Get<TussenevaluatieStore>().KeepOpenedAsync(await ZaakAsync(student), await IdAsync(student), new LeesrechtOptions(), Now, Ct);
            }
        }

        await DoAsync(Gijs, new Opdracht.StelMomentenVoor(await IdAsync(Gijs), [new DateTime(2026, 11, 18, 15, 30, 0)]));
        await DoAsync(Gijs, new Opdracht.KiesMoment(await IdAsync(Fatima), new DateTime(2026, 11, 18, 15, 30, 0)));
        Clock.SetUtcNow(AmsterdamTime.At(new DateOnly(2026, 11, 18), new TimeOnly(17, 0)));
        await DoAsync(Gijs, new Opdracht.LegGesprekVast(await IdAsync(Fatima), new DateOnly(2026, 11, 18), "Gijs de Vries vraagt Fatima Yıldız elke week om een kring."));
        await DoAsync(Gijs, new Opdracht.GaAkkoord(await IdAsync(Gijs)));
        await Get<TussenevaluatieStore>().KeepOpenedAsync(await ZaakAsync(Gijs), await IdAsync(Coach), new LeesrechtOptions(), Now, Ct);
    }

    private async Task OtherTracesAsync()
    {
        foreach (var adres in new[] { Sanne, Fatima, Noor })
        {
            var id = await IdAsync(adres);
            await Get<MeldingStore>().AddAsync(id, null, $"Dit adres klopt niet: {adres}", Now, Ct);
            await Get<MailedLinks>().CreateAsync(id, MailedLinks.Inbox, Now, Ct);
            await Get<Sessions>().StartAsync(id, "Firefox op Linux", Now, Ct);
            await Get<Berichten>().SaveVoorkeurenAsync(id, new Voorkeuren { Ritme = Ritme.PerDag }, Now, Ct);
            var listed = new Probleem
            {
                Person = id, Bericht = "0-fout", Kinds = [Kaarten.Formulier], State = BezorgStaat.Failed, Reason = "Niet aangenomen.", Since = Now,
            };
            await Store.CommitAsync(new Partition("bezorgproblemen", "alle"), [Documents.Add($"{id}|0-fout", listed, CoreJson.Default.Probleem)], Ct);
        }

        // Somebody else tells the bureau about them, and an answer has the name of who gave it.
        var question = await Get<MeldingStore>().AddAsync(await IdAsync(Noor), (await ZaakAsync(Sanne)).Id, "Sanne Wolters (900002) en Fatima Yıldız zijn ziek", Now, Ct);
        await Get<MeldingStore>().AnswerAsync(question.Id, "Sterkte aan Sanne Wolters", (await IdAsync(Fatima)).ToString(), Now, Ct);

        // What Sanne tells her begeleidingsteam names both.
        var (sanne, register) = (await IdAsync(Sanne), await RegisterAsync());
        var regels = DrieRegels.Of($"eigen regel van {Sanne}", "Ik ben Sanne Wolters.", "Fatima Yıldız kent mij al.");
        Assert.IsType<Kennismakingsbesluit.Gewijzigd>(await Get<KennismakingStore>().DecideAsync(
            Stagestart.IdVan(register, register.StagesOf(sanne).First()), new Kennismakingsopdracht.Schrijf(sanne, regels), register, Now, Ct));

        // A second account says it is Fatima; an intent waits to be moved; a preview that nobody applied knows both.
        Connector.Addresses["dddddddd-0000-4000-8000-000000000009"] = Fatima;
        var other = TeamsAccount.Of(BezorgWereld.Tenant, "dddddddd-0000-4000-8000-000000000009");
        await Get<PersonLinks>().FindOrLinkAsync(
            new ConversationReference { Account = other, ServiceUrl = ServiceHosts.Global, ConversationId = "a:tweede" }, memberId: null, Now, Ct);
        foreach (var adres in new[] { Sanne, Fatima })
        {
            Intent waits = new BezorgIntent
            {
                Due = Now, Person = await IdAsync(adres), Kind = Kaarten.Formulier, Case = (await ZaakAsync(Ibrahim)).Id, Occasion = "nog eens",
            };
            await Store.CommitAsync(TussenevaluatieStore.PartitionOf((await ZaakAsync(Ibrahim)).Id), [Documents.Add($"uit:{waits.Id}", waits, CoreJson.Default.Intent)], Ct);
        }

        var data = (await RegisterAsync()).Data;
        await Get<RegisterStore>().PreviewAsync(data with { Leerteams = [] }, "bureau", Ct);
    }

    /// <summary>Noor takes over, so that Fatima may leave without leaving anybody alone.</summary>
    private async Task HandOverAsync()
    {
        var (noor, fatima) = (await IdAsync(Noor), await IdAsync(Fatima));
        foreach (var stage in (await RegisterAsync()).StagesGuidedBy(fatima).ToList())
        {
            IReadOnlyList<PersonId> next = stage.Werkplekbegeleiders.Count == 2 ? [noor, fatima] : [noor];
            await Get<RegisterStore>().ChangeAsync(new RegisterChange.AndereWerkplekbegeleiders(stage.Id, next, AmsterdamTime.DateOf(Now)), "bureau", Ct);
        }

        await WorkAsync();
        Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task NoteAsync(Zaak zaak, string adres, string text) =>
        Assert.True(await Get<TussenevaluatieStore>().AddNotitieAsync(zaak, await IdAsync(adres), text, Now, Ct));

    private async Task FillInAsync(Zaak zaak, string adres, string text)
    {
        var store = Get<TussenevaluatieStore>();
        var id = await IdAsync(adres);
        var instruments = await Get<InstrumentStore>().CurrentAsync(Ct);
        var page = Wizard.Pages(instruments.Find(zaak.Instrument!)!, [])[0];
        var own = (await store.ReadEigenFormulierAsync(zaak, id, Ct))!;
        var given = new Dictionary<string, Antwoord> { [page.Vragen[0].Id] = Antwoord.From(null, text) };
        Assert.IsType<Paginabesluit.Bewaard>(await store.SavePageAsync(zaak, id, own, page, given, own.Formulier.Revisie, 1, Ct));
    }

    private async Task DoAsync(string student, Opdracht opdracht)
    {
        var grondslag = new Grondslag(await RegisterAsync(), await Get<InstrumentStore>().CurrentAsync(Ct));
        Assert.IsType<Besluit.Gewijzigd>(await Get<TussenevaluatieStore>().DecideAsync((await ZaakAsync(student)).Id, opdracht, grondslag, Now, Ct));
    }
}
