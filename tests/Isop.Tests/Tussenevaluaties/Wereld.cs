using System.Text.Json;
using Isop.Bot.Agenda;
using Isop.Bot.Begeleidingsteam;
using Isop.Bot.Bezoeken;
using Isop.Bot.Bezorging;
using Isop.Bot.Cards;
using Isop.Bot.Certificaten;
using Isop.Bot.Chat;
using Isop.Bot.Intervisie;
using Isop.Bot.StageEvaluaties;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Web;
using Isop.Bot.Web.Links;
using Isop.Core;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Certificaten.Verstrekken;
using Isop.Core.Hosting;
using Isop.Core.Instrumenten;
using Isop.Core.Intervisie;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.Register;
using Isop.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Isop.Tests.Tussenevaluaties;

/// <summary>
/// The tussenevaluaties and the chat on a real store and a real register, without a door: what a person presses or types goes
/// through the catalogue as it does in Teams and in the browser.
/// </summary>
internal sealed class Wereld : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly IAsyncDisposable? _own;
    private int _version;

    private Wereld(IServiceProvider services, FakeTimeProvider clock, IAsyncDisposable? own)
    {
        (_services, Clock, _own) = (services, clock, own);
        Catalog = services.GetRequiredService<CardCatalog>();
    }

    public FakeTimeProvider Clock { get; }
    public CardCatalog Catalog { get; }
    public Door Door { get; set; } = Door.Web;
    public DateTimeOffset Now => Clock.GetUtcNow();
    public TussenevaluatieStore Zaken => _services.GetRequiredService<TussenevaluatieStore>();
    public KennismakingStore Kennismakingen => _services.GetRequiredService<KennismakingStore>();
    public BegeleidingsteamPlanning Begeleidingsteam => _services.GetRequiredService<BegeleidingsteamPlanning>();
    public BezoekStore Bezoeken => _services.GetRequiredService<BezoekStore>();
    public IntervisieStore Intervisie => _services.GetRequiredService<IntervisieStore>();
    public TrainingStore Trainingen => Get<TrainingStore>();
    public CertificaatStore Certificaten => Get<CertificaatStore>();
    public RegisterStore Registers => _services.GetRequiredService<RegisterStore>();
    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();
    public BetweenStore Between => (BetweenStore)Store;
    public static string ZaakId => new Proefstage().Verwachting.Zaak;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>On Monday 9 November 2026, nine o'clock: a week before the opening.</summary>
    public static async Task<Wereld> StartAsync(Proefstage? stage = null, LeesrechtOptions? leesrecht = null, DateTimeOffset? at = null)
    {
        var store = TestStores.Memory();
        var clock = new FakeTimeProvider(at ?? At(11, 9));
        var services = new ServiceCollection();
        services.AddSingleton<IDocumentStore>(new BetweenStore(store));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddOptions<WebOptions>().Configure(o => o.PublicUrl = new Uri("https://isop.test"));
        services.AddSingleton<MailedLinks>();
        AddTo(services);
        if (leesrecht is not null)
        {
            services.AddSingleton(Microsoft.Extensions.Options.Options.Create(leesrecht));
        }

        var world = new Wereld(Map(services.BuildServiceProvider()), clock, store);
        await world.RegisterAsync((stage ?? new Proefstage()).Register);
        return world;
    }

    /// <summary>In a host that has a store, a clock and the web door.</summary>
    public static async Task<Wereld> InAsync(IServiceProvider services, FakeTimeProvider clock, Proefstage? stage = null)
    {
        var world = new Wereld(Map(services), clock, null);
        await world.RegisterAsync((stage ?? new Proefstage()).Register);
        return world;
    }

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<CurrentRegister>(s => ct => s.GetRequiredService<RegisterStore>().CurrentAsync(ct));
        services.TryAddSingleton<CardCatalog>();
        services.AddOptions<IsopOptions>();
        services.AddSingleton<IKick, Kick>();
        services.AddSingleton<Agendas>();
        services.AddSingleton<Probleemlijst>();
        services.AddSingleton<BezorgStore>();
        services.AddSingleton<Berichten>();
        services.AddSingleton<BerichtComposer>();
        services.AddSingleton<BezorgCards>();
        services.AddSingleton<Postvak>();
        services.AddSingleton(s => new Outbox(s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RegisterStore(s.GetRequiredService<IDocumentStore>(), s.GetRequiredService<Outbox>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<InstrumentStore>();
        services.AddTussenevaluaties();
        services.AddBezoeken();
        services.AddIntervisie();
        services.AddBegeleidingsteam();
        services.TryAddSingleton<MaakUitnodigingslink>((_, zaak) => new Uri($"https://isop.test/evaluatie/begin/{zaak}"));
        services.AddStageEvaluaties();
        services.AddCertificaten();
        services.AddAgenda();
        services.AddChat();
    }

    private static IServiceProvider Map(IServiceProvider services)
    {
        var catalog = services.GetRequiredService<CardCatalog>();
        services.GetRequiredService<BezorgCards>().Register();
        catalog.MapTussenevaluaties(services);
        catalog.MapBezoeken(services);
        catalog.MapIntervisie(services);
        catalog.MapBegeleidingsteam(services);
        catalog.MapStageEvaluaties(services);
        catalog.MapCertificaten(services);
        catalog.MapAgenda(services);
        catalog.MapChat(services);
        return services;
    }

    public static DateTimeOffset At(int month, int day, int hour = 9, int minute = 0, int year = 2026) =>
        AmsterdamTime.At(new DateOnly(year, month, day), new TimeOnly(hour, minute));

    /// <summary>A new version of the register, and the cases in line with it.</summary>
    public async Task RegisterAsync(RegisterSnapshot register, bool follow = true)
    {
        await Registerversie.ZetAsync(Store, register, $"test-{++_version}", Now);
        if (follow)
        {
            await _services.GetRequiredService<TussenevaluatiePlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
            await _services.GetRequiredService<BezoekPlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
            await _services.GetRequiredService<IntervisiePlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
            await Begeleidingsteam.WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
            await _services.GetRequiredService<StageEvaluatiePlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
            await _services.GetRequiredService<TrainingPlanning>().WakeAsync([TussenevaluatiePlanning.RegisterWake], Now, Ct);
        }
    }

    /// <summary>The clock moves to this day and the case takes the steps that are due.</summary>
    public async Task GoToAsync(int month, int day, int hour = 9, int minute = 0, int year = 2026)
    {
        Clock.SetUtcNow(At(month, day, hour, minute, year));
        await _services.GetRequiredService<TussenevaluatiePlanning>().WakeAsync([ZaakId], Now, Ct);
    }

    /// <summary>The clock moves to this day and everything that is due is planned, as the timer does it.</summary>
    public async Task<PlanningResult> PlanAsync(int month, int day, int hour = 9, int year = 2026)
    {
        Clock.SetUtcNow(At(month, day, hour, 0, year));
        var agendas = _services.GetRequiredService<Agendas>();
        var catalog = new PlanningCatalog();
        catalog.Add(TussenevaluatiePlanning.Capability, _services.GetRequiredService<TussenevaluatiePlanning>().WakeAsync);
        catalog.Add(Bezoekkaarten.Capability, _services.GetRequiredService<BezoekPlanning>().WakeAsync);
        catalog.Add(Intervisiekaarten.Capability, _services.GetRequiredService<IntervisiePlanning>().WakeAsync);
        catalog.Add(BegeleidingsteamPlanning.Capability, Begeleidingsteam.WakeAsync);
        catalog.Add(Trainingskaarten.Capability, _services.GetRequiredService<TrainingPlanning>().WakeAsync);
        catalog.Add(Certificaatregels.Capability, _services.GetRequiredService<VerstrekPlanning>().WakeAsync);
        catalog.Add(GolfStore.Capability, _services.GetRequiredService<StageEvaluatiePlanning>().WakeAsync);
        return await new Planning(agendas, catalog, new Relay(Store, agendas)).RunAsync(Now, Ct);
    }

    public async Task<Zaak> ZaakAsync() => (await Zaken.FindAsync(ZaakId, Ct))!;

    public async Task<Grondslag> GrondslagAsync() => new(
        await _services.GetRequiredService<RegisterStore>().CurrentAsync(Ct), await _services.GetRequiredService<InstrumentStore>().CurrentAsync(Ct));

    public async Task<ComposedCard?> ComposeAsync(PersonId who, string kind, string occasion = "", string? @case = null) => await Catalog.Kinds[kind](
        new CardRequest { Person = who, Kind = kind, Case = @case ?? ZaakId, Occasion = occasion, Now = Now }, Ct);

    /// <summary>The card of this kind as this person opens it.</summary>
    public async Task<Kaart> OpenAsync(PersonId who, string kind, string occasion = "", string? @case = null) =>
        new(Assert.IsType<ComposedCard>(await ComposeAsync(who, kind, occasion, @case)).Card, who);

    public async Task<CardAnswer> SendAsync(PersonId who, string verb, JsonElement data) =>
        await Catalog.Verbs[verb](new CardAction { Verb = verb, Data = data, Actor = who, Door = Door, Now = Now }, Ct);

    public Task<CardAnswer> SendAsync(PersonId who, string verb, params (string Name, string Value)[] data) =>
        SendAsync(who, verb, JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value)));

    /// <summary>Presses a button of a card with these inputs; every other input goes along as it stands on the card.</summary>
    public Task<CardAnswer> PressAsync(Kaart kaart, string titel, params (string Name, string Value)[] inputs)
    {
        var knop = kaart.Knop(titel);
        var data = knop.Data;
        foreach (var (name, value) in kaart.Inputs.Select(i => (i.Key, i.Value)).Concat(inputs))
        {
            data[name] = value;
        }

        return SendAsync(kaart.Van, knop.Verb, JsonSerializer.SerializeToElement(data));
    }

    public async Task<Kaart> ShownAsync(Kaart kaart, string titel, params (string Name, string Value)[] inputs) =>
        new(Assert.IsType<CardAnswer.Show>(await PressAsync(kaart, titel, inputs)).Card, kaart.Van);

    public async Task<CardAnswer> SayAsync(PersonId who, string text)
    {
        var word = text.Split((char[]?)null, 2)[0];
        var handle = Catalog.Commands.GetValueOrDefault(word) ?? Catalog.Commands[""];
        return await handle(new ChatCommand(who, text, Door, Now), Ct);
    }

    public async Task<Kaart> AskAsync(PersonId who, string text) => new(Assert.IsType<CardAnswer.Show>(await SayAsync(who, text)).Card, who);

    /// <summary>Fills in every page, from the first to the overview.</summary>
    public async Task<Kaart> FillInAsync(PersonId who, Func<string, (string Stap, string Toelichting)> answer)
    {
        var first = await SendAsync(who, "tussenevaluatie.blader", ("zaak", ZaakId), ("naar", "0"));
        var kaart = new Kaart(Assert.IsType<CardAnswer.Show>(first).Card, who);
        while (kaart.Heeft("Verder") || kaart.Heeft("Naar het overzicht"))
        {
            var inputs = kaart.Vragen.SelectMany(v => new[] { ($"s_{v}", answer(v).Stap), ($"t_{v}", answer(v).Toelichting) }).ToArray();
            kaart = await ShownAsync(kaart, kaart.Heeft("Verder") ? "Verder" : "Naar het overzicht", inputs);
        }

        return kaart;
    }

    public async Task<Kaart> HandInAsync(PersonId who, Func<string, (string Stap, string Toelichting)>? answer = null) =>
        await ShownAsync(await FillInAsync(who, answer ?? (_ => ("zichtbaar", ""))), "Indienen");

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await ((ServiceProvider)_services).DisposeAsync();
            await _own.DisposeAsync();
        }
    }
}
