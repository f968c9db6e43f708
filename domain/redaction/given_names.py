"""Given names that are marked wherever they stand. Names that are also common words are left out.

A moderate list, written for this project: names that are frequent among the people of a German town.
It finds what no cue gives away, and cannot be complete; a person looks at every text anyway.
"""

_LATIN = """
    achim albrecht alexander alexandra alfred alina amelie andrea andreas angela angelika anja anke anna
    anneliese
    annette antje anton armin astrid axel barbara beate benjamin bernd bernhard bettina birgit brigitte britta
    carina carolin caroline carsten charlotte christa christel christian christiane christina christine
    christoph
    claudia clemens cornelia dagmar daniela dennis detlef dieter dietmar dirk dominik doris dorothea
    eberhard eckhard
    edeltraud elena elfriede elisabeth elke emilia emma erika erwin eugen eva fabian felix ferdinand
    florian franziska
    frieda friedrich fritz gabi gabriele georg gerda gerhard gerlinde gertrud gisela gudrun günter günther
    gustav
    hannah hannelore hans harald hartmut hedwig heike heiko heinrich heinz helga helmut henrik herbert
    hermann hilde
    hildegard holger horst hubert inge ingeborg ingrid irene irmgard isabel isabell jana janine jasmin
    jennifer jens
    joachim jochen johanna johannes jonas jörg josef josefine judith julia julian jürgen jutta karin karina
    karl
    karla katharina kathrin katja katrin kerstin kevin klaus konrad konstantin kristina kurt lara larissa
    lars laura
    lea lena leonie leon liselotte lothar luca ludwig luis luisa lukas lydia maike manfred manuela marcel
    marco
    marcus margarete margit margot maria marianne marie marina mario marion markus marlene martin martina
    mathias
    mathilde matthias max maximilian melanie mia michaela michael mike mirjam miriam monika moritz nadine
    nadja natalie
    nicole niklas nils nina nora norbert olaf oliver oskar otto patricia patrick paul paula petra philipp
    rainer ralf
    ramona rebecca regina reiner reinhard reinhold renate rita robert roland rolf rosemarie rüdiger rudolf
    ruth sabine
    sabrina samuel sandra sara sarah sascha sebastian siegfried sigrid silke silvia simon simone sofia
    sonja sophia
    sophie stefan stefanie steffen stephan stephanie susanne sven sylvia tanja theresa thomas thorsten tim
    timo tobias
    torsten ulrich ulrike ursula ute uwe valentin vanessa vera verena veronika viktor viktoria volker
    walburga waltraud
    walter werner wilhelm wolfgang yannick yvonne
    abdullah ahmad ahmed ahmet ajda ali aliye alparslan arzu ayhan aylin aynur ayse ayşe ayşegül aysel aziz
    banu başak
    batuhan bekir berkay beyza birol bora bülent burak burcu büşra canan cansu cemal cemil cengiz cihan
    derya dilara
    doruk ebru ece ekrem elif elvan emine emrah emre enes engin erdal erdem erdoğan erhan erkan erol ersin
    esra
    fadime fatih fatma ferhat feride fikret furkan gamze gökhan gül gülay gülcan gülsüm gülten güler hakan
    halil halime
    hamza hanife hasan hatice havva hikmet hülya hüseyin huseyin ibrahim ilker ilknur ismail iskender izzet
    kadir kamil
    kemal kenan kerem kübra leyla levent mahmut mehmet melek melike meltem meryem mert merve mesut metin
    mevlüt
    mine muhammed muhammet murat musa mustafa müjde nazan nazlı necla nermin nesrin nevin nilgün nurcan
    nuray nurettin
    okan oktay onur orhan osman ömer özcan özge özgür özlem pelin pınar ramazan recep reyhan rıza sabri
    saliha samet
    seda sedat selçuk selim selma semra serap sercan serdar serhat serkan serpil sevgi sevim sibel sinan
    songül suat
    suleyman süleyman sultan şenay şerife şükran tamer taner tarık tayfun tolga tuba tuğba tuncay turgut
    uğur vedat volkan
    yakup yasemin yasin yavuz yusuf zafer zehra zekiye zeliha zeynep ziya
    abdul abdulrahman amal amina amira anas aisha aischa bilal bashar bassam fadi faisal fares farid fatima
    fatme fatima
    ghassan hadi haitham hala hamid hanan hassan hussein ibtisam jamal jamila kareem karim khaled khalid
    khalil layla
    mahmoud mahmud majid malak manal mariam maryam mohamed mohammad mohammed mona muhammad mustafa nabil
    nadia naser
    nasser noor nour omar othman rami rana rania rasha salim salma samer samir samira sami sanaa tarek
    tariq walid
    wafaa yasmin youssef yousef zahra zainab zaynab
    aleksandra andrei andrej anca bogdan cristian cristina dragan elena florin gabriela georgios giovanni
    giuseppe goran
    ioana ion ivan ivana ionuţ jelena katarzyna krzysztof luigi magdalena marija marko milan mihai mirjana
    natalia nikola
    oksana oleksandr olena olga paolo piotr radu salvatore sergej svetlana tatjana valentina vasile vesna
    vladimir
    volodymyr wojciech zoran
    alice amanda andrew anthony ashley brian catherine charles david deborah donald edward elizabeth emily
    eric
    george gregory helen james jason jeffrey jessica john jonathan joseph joshua justin karen kenneth
    kimberly linda
    margaret mary matthew michelle nancy nicholas olivia pamela peter rachel richard ronald ryan scott
    sharon stephen
    steven susan timothy victoria william
"""
LATIN = frozenset(_LATIN.split())
"""In lower case, in Latin letters."""

_NEVER_SMALL = """
    ajda derya ece ion melek mine musa sevgi sultan sinan gül zafer metin güler emre engin onur özgür uğur
    erdem deniz umut
    barış güneş mike max anas hala malak noor nour rana hadi amal mona sami rami aziz scott justin jason
    yasin ziya leon
    luca lea mia eva ali otto karl paul hans tim jens lars dirk uwe ute rita ruth emma anna jana lena lara
    nina nora
    lars hilde inge heinz kurt fritz rolf olaf sven
"""
NEVER_SMALL = frozenset(_NEVER_SMALL.split())
"""In small letters these are other words or too short to be sure; with a capital they are marked as well."""

_OTHER_WORDS = """
    derya ece ion melek mine sevgi sultan zafer metin güler emre engin onur özgür uğur erdem hala rana
"""
OTHER_WORDS = frozenset(_OTHER_WORDS.split())
"""Turkish words that begin a sentence with a capital: these need a name beside them."""

_ARABIC = """
    محمد أحمد احمد محمود مصطفى إبراهيم ابراهيم يوسف حسين خالد عبدالله عبدالرحمن إسماعيل اسماعيل
    طارق بلال
    زياد وليد سامر باسم ماهر رامي عثمان ياسر أيمن هيثم فاطمة فاطمه عائشة مريم زينب خديجة ليلى سارة رنا هدى
    سميرة
    سلمى ياسمين رانيا نادية سعاد زهراء آمنة هبة ميساء غادة لينا دينا
"""
ARABIC = frozenset(_ARABIC.split())

_LIKE_VERBS = """
    نور نورا نجاة نجلاء نبيل نبيلة نادر نادر ناصر نزار نسرين نوال نهى تيسير تمام تسنيم تغريد ياسين يحيى
    ياسر يوسف يعقوب
"""
LIKE_VERBS = frozenset(_LIKE_VERBS.split())
"""Names that begin like an Arabic verb; they are names where a relative is named before."""
