"""Invented people's names, by culture, so that families sound like families."""

CULTURES = (
    (
        "Alice Charlotte Emma Fiona Georgina Hannah Imogen Jessica Kirsty Laura Lucy Megan Naomi Rachel Rebecca "
        "Sarah Sophie Victoria Zoe Holly",
        "Adam Ben Callum Daniel Edward Gareth Harry Ian Jack Luke Martin Matthew Nathan Oliver Patrick Robert "
        "Simon Stephen Tom Will",
        "Ashdown Barlow Clarke Dawson Ellery Fenwick Goodall Hartley Ingram Jennings Kemp Langford Marsh Norris "
        "Oakes Pemberton Quarmby Rowntree Sutcliffe Tuckwell Underhill Whitlock Yardley",
        "Alfie Amelia Archie Arthur Daisy Evie Florence Freddie Freya George Grace Harrison Isla Ivy Leo Lily "
        "Mabel Noah Olive Oscar Poppy Rosie Rory Stanley Teddy Theo Willow",
    ),
    (
        "Aisha Amina Farah Hafsa Khadija Mariam Nadia Noreen Rabia Saima Samina Shazia Sumaira Yasmin Zainab",
        "Adeel Ahmed Bilal Faisal Hamza Imran Kamran Nadeem Omar Rashid Salman Tariq Usman Yusuf Zahid",
        "Ahmad Akhtar Anwar Aziz Chaudhry Hussain Iqbal Javed Khan Mahmood Malik Mirza Qureshi Rahman Siddiqui",
        "Aaliyah Adam Ayaan Ayesha Fatima Hana Ibrahim Inaya Isa Maryam Musa Rayan Safa Yahya Zara Zayn",
    ),
    (
        "Anjali Deepa Divya Kavita Lakshmi Meera Neha Nisha Pooja Priya Radhika Rekha Shreya Sunita Swati",
        "Amit Anil Arjun Deepak Hari Karthik Manoj Nikhil Rahul Rajesh Ravi Sanjay Suresh Vikram Vivek",
        "Banerjee Desai Gupta Iyer Joshi Kapoor Kulkarni Mehta Menon Nair Patel Rao Reddy Sharma Varma",
        "Aarav Advik Ananya Anika Diya Ishaan Kiran Krish Maya Myra Rohan Saanvi Tara Vihaan Veer",
    ),
    (
        "Adaeze Abena Akosua Amara Chidinma Efua Folake Funmi Grace Ifeoma Ngozi Temitope Titilayo Yetunde Zainabu",
        "Ade Chidi Chinedu Emeka Femi Kofi Kwame Kwabena Obinna Olumide Segun Tunde Uche Yaw Kojo",
        "Adebayo Adeyemi Agyeman Asante Balogun Boateng Eze Mensah Nwosu Obi Ogunleye Okafor Okoye Owusu Sarpong",
        "Ama Chisom David Ebun Ekow Esi Ezra Ife Kemi Kobi Nana Tobi Tola Zuri Ayo",
    ),
    (
        "Agnieszka Beata Dorota Ewa Iwona Joanna Kasia Magda Marta Monika Ola Renata Sylwia Wioletta",
        "Adrian Andrzej Bartek Dariusz Grzegorz Jacek Kamil Łukasz Marcin Mateusz Paweł Piotr Robertas Tomasz",
        "Bielecki Dudek Gorski Jankowski Kaminski Kowalczyk Lis Mazur Nowak Pawlak Sikora Wilk Wrobel Zając",
        "Antoni Filip Hania Igor Jan Julia Kuba Lena Maja Mikołaj Nadia Oliwia Szymon Zosia",
    ),
    (
        "Ana Beatriz Carla Catarina Inês Joana Lorena Lucía Marisol Mónica Paula Raquel Sofía Teresa",
        "Alejandro André Carlos Diego Felipe Gonçalo Javier João Jorge Luís Mário Pedro Raúl Tiago",
        "Almeida Álvarez Carvalho Costa Ferreira Gómez Herrera Lopes Márquez Mendes Núñez Pereira Ramírez Sousa",
        "Bruno Camila Clara Diogo Elena Gael Inês Lucas Luna Mateo Miguel Nico Rafa Valentina",
    ),
    (
        "Fang Hui Jing Lan Li Mei Ning Qian Rong Wen Xia Yan Ying Yuki Hiroko",
        "Bo Chen Feng Guang Haoran Jian Kai Lei Ming Peng Qiang Tao Wei Yong Kenji",
        "Cheung Deng Fung Guo Ho Huang Kwok Lam Leung Lin Tanaka Tang Wong Xu Zhou",
        "Aiko Amy Chloe Ethan Hao Hin Jasmine Jayden Kaito Lok Mina Ren Sora Xin Yi",
    ),
    (
        "Aoife Bronagh Ciara Eilidh Eimear Gwen Mairead Niamh Nerys Orla Rhian Saoirse Siân Siobhán",
        "Aled Brendan Cathal Ciaran Conor Declan Dylan Eoin Fergus Gethin Hamish Iain Padraig Rhys",
        "Ap-Rhys Buchanan Byrne Callaghan Doherty Drummond Gallagher Kavanagh Llewellyn MacRae McAllister "
        "Murtagh O'Brien O'Hara Pritchard Sinclair",
        "Angus Bethan Caoimhe Cerys Cormac Darragh Fionn Gwilym Iona Maeve Mali Oisín Róisín Seren",
    ),
    (
        "Ayşe Elif Emine Fatma Gül Leyla Merve Nur Özlem Selin Zeynep Shirin Parisa Laleh",
        "Ali Burak Cem Emre Hakan Kerem Mehmet Murat Onur Selim Serkan Reza Farhad Kaveh",
        "Aksoy Arslan Aydın Çelik Demir Erdoğan Kaya Koç Öztürk Şahin Yıldız Tehrani Karimi Rostami",
        "Ada Arda Aras Aylin Deniz Defne Ece Ela Eren Kian Mira Mert Roya Yaren",
    ),
    (
        "Adriana Alina Bianca Daniela Elena Gabriela Ioana Irina Larisa Mihaela Oksana Olena Raluca Tetiana",
        "Alexandru Bogdan Cristian Dan Florin Ionuț Mihai Oleh Radu Sorin Ștefan Taras Vlad Andriy",
        "Bondar Ciobanu Constantin Dragomir Ionescu Koval Lungu Marinescu Moroz Petrenko Popescu Rusu Stoica Tkachenko",
        "Andrei Anastasia Bohdan Daria Denys Ilinca Luca Marko Matei Mia Nika Polina Sofiia Tudor",
    ),
    (
        "Abigail Candice Cherelle Danielle Jerrica Keisha Leanne Monique Natalie Renee Shanice Simone Tanisha Yvette",
        "Andre Curtis Damian Dwayne Errol Jermaine Leon Marcus Marlon Reuben Samuel Terrell Tyrone Winston",
        "Bailey Blackwood Brathwaite Campbell Edwards Francis Gayle Grant Henry Joseph Lewin Morgan Palmer Stewart",
        "Aaliya Amari Blake Elijah Imani Jaden Kai Kaia Micah Nia Renae Tiana Xavier Zion",
    ),
)

STAFF = (
    ("Helen", "Porter"),
    ("Marcus", "Bright"),
    ("Anita", "Bose"),
    ("Jenny", "Wetherby"),
    ("Colm", "Rafferty"),
    ("Harriet", "Holloway"),
    ("Dominic", "Swale"),
    ("Philippa", "Thorne"),
    ("Gillian", "Beck"),
    ("Esther", "Amponsah"),
)
TITLES = {
    "Helen": "Mrs",
    "Marcus": "Mr",
    "Anita": "Miss",
    "Jenny": "Mrs",
    "Colm": "Mr",
    "Harriet": "Miss",
    "Dominic": "Mr",
    "Philippa": "Ms",
    "Gillian": "Mrs",
    "Esther": "Mrs",
}

# Grandparents, a childminder, somebody's former partner: in groups, on no roster.
OUTSIDERS = (
    ("Jean", "Birtwistle", "Nana Jean"),
    ("Bernard", "Skelhorn", "Grandad Bernie"),
    ("Craig", "Dunmore", "Craig Dunmore"),
    ("Maureen", "Tatlock", "Maureen T"),
    ("Gloria", "Pinnock", "Gloria P 🌺"),
    ("Ulrike", "Vogelsang", "Ulrike (childminder)"),
    ("Trevor", "Ollerenshaw", None),
    ("Dilys", "Penhaligon", "Dilys"),
    ("Norman", "Eastlake", "Norm"),
    ("Wendy", "Sproat", None),
)
FLOWERS = ("🌸", "🌻", "🐝", "☀️", "✨", "🦋", "🌈", "⚽", "👩‍👧‍👦", "🍀")
